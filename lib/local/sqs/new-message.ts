import { hash } from 'node:crypto';
import type { JsonObject } from '../../protocol/json.ts';
import { attributeBytes, attributesMd5, type MessageAttributes, parseMessageAttributes } from './message-attributes.ts';
import { invalidMessageContents, invalidParameter } from './sqs-error.ts';
import { objectMember, optionalInteger, optionalText, requiredText } from './sqs-input.ts';

/** A message that may be sent: every rule of the service about content and size holds. */
export interface NewMessage {
  body: string;
  bodyMd5: string;
  attributes: MessageAttributes;
  attributesMd5: string | undefined;
  /** `AWSTraceHeader`, the only one a sender may set. */
  system: MessageAttributes;
  systemMd5: string | undefined;
  groupId: string | undefined;
  /** `undefined`: as the queue says. */
  delaySeconds: number | undefined;
  /** Body and attributes in UTF-8. */
  bytes: number;
}

/** Amazon SQS, quotas: 1 MiB per message, attributes included, and the same per batch. */
export const MAX_MESSAGE_BYTES = 1_048_576;
/** Amazon SQS, SendMessage. */
export const MAX_DELAY_SECONDS = 900;

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are what the service refuses (XML 1.0's Char)
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/; // oxlint-disable-line no-control-regex
const LONE_SURROGATE = /\p{Surrogate}/u;

export const parseNewMessage = (input: JsonObject): NewMessage => {
  const body = requiredText(input, 'MessageBody');
  checkCharacters(body);
  const attributes = parseMessageAttributes(objectMember(input, 'MessageAttributes'));
  const system = parseSystemAttributes(objectMember(input, 'MessageSystemAttributes'));
  return {
    body,
    bodyMd5: hash('md5', body, 'hex'),
    attributes,
    attributesMd5: attributesMd5(attributes),
    system,
    systemMd5: attributesMd5(system),
    groupId: optionalText(input, 'MessageGroupId'),
    delaySeconds: optionalInteger(input, 'DelaySeconds', { min: 0, max: MAX_DELAY_SECONDS }),
    bytes: Buffer.byteLength(body) + attributeBytes(attributes),
  };
};

export const checkSize = (message: NewMessage, maximum: number): void => {
  if (message.bytes > maximum) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximum} bytes.`,
    );
  }
};

const checkCharacters = (body: string): void => {
  const found = FORBIDDEN.exec(body)?.[0] ?? (body.isWellFormed() ? undefined : LONE_SURROGATE.exec(body)?.[0]);
  if (found === undefined) return;
  throw invalidMessageContents(
    `Invalid binary character '#x${found.charCodeAt(0).toString(16).toUpperCase()}' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF`,
  );
};

const parseSystemAttributes = (input: JsonObject): MessageAttributes => {
  const unknown = Object.keys(input).find(name => name !== 'AWSTraceHeader');
  if (unknown !== undefined) throw invalidParameter(`Message system attribute name '${unknown}' is invalid.`);
  // The name is reserved for users' attributes and thus checked as another one.
  const parsed = parseMessageAttributes(
    input.AWSTraceHeader === undefined ? {} : { TraceHeader: input.AWSTraceHeader },
  );
  return parsed.TraceHeader ? { AWSTraceHeader: parsed.TraceHeader } : {};
};
