import { isObject } from '../../protocol/json.ts';
import { attributeBytes, parseAttributes, type SnsAttributes } from './message-attributes.ts';
import type { QueryForm } from './query-form.ts';
import { invalidParameter } from './sns-error.ts';

/** A message that may be published: every rule of the service holds. */
export interface NewMessage {
  subject: string | undefined;
  /** By protocol, `default` for all others. */
  texts: { default: string } & Record<string, string>;
  attributes: SnsAttributes;
  /** Text and attributes in UTF-8. */
  bytes: number;
}

/** Amazon SNS, Publish: text and attributes, also of all entries of a batch together. */
export const MAX_MESSAGE_BYTES = 262_144;
/** Amazon SNS, Publish: ASCII that begins with a letter, number or punctuation mark, without control characters. */
const SUBJECT = /^[!-~][ -~]{0,99}$/;

export const parseNewMessage = (form: QueryForm): NewMessage => {
  const subject = form.text('Subject');
  if (subject !== undefined && !SUBJECT.test(subject)) throw invalidParameter('Subject');
  const message = form.text('Message') ?? '';
  if (message === '') throw invalidParameter('Empty message');
  const attributes = parseAttributes(form);
  const bytes = Buffer.byteLength(message) + attributeBytes(attributes);
  if (bytes > MAX_MESSAGE_BYTES) throw invalidParameter('Message too long');
  return { subject, texts: parseTexts(message, form.text('MessageStructure')), attributes, bytes };
};

const parseTexts = (message: string, structure: string | undefined): NewMessage['texts'] => {
  if (structure === undefined || structure === '') return { default: message };
  if (structure !== 'json') throw invalidParameter('MessageStructure');
  const parsed = parseJson(message);
  if (!isObject(parsed)) throw invalidParameter('Message Structure - JSON message body failed to parse');
  // The service passes over what is not text.
  const texts = Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const fallback = parsed.default;
  if (typeof fallback !== 'string') {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  return { ...Object.fromEntries(texts), default: fallback };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is refused in the same words as JSON of another shape.
    return undefined;
  }
};
