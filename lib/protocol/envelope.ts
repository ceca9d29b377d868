import { isObject, type JsonObject } from './json.ts';
import { Refusal } from './refusal.ts';

/** Items in one envelope, as the reference server. */
export const MAX_ITEMS = 500;

export interface Envelope {
  header: JsonObject;
  items: EnvelopeItem[];
}

export interface EnvelopeItem {
  type: string;
  header: JsonObject;
  /** A view into the request's bytes. */
  payload: Uint8Array;
}

/** Of items that servers send each other, never an SDK. */
const INTERNAL_TYPE = 'integration';

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Reads `header [ "\n" item … ]`. An item is a JSON header line and a payload of `length` bytes, or up to the next
 * newline where the header gives no length. Throws a `Refusal` when the framing is broken: nothing of it can be trusted then.
 */
export const parseEnvelope = (bytes: Uint8Array): Envelope => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = skipWhitespace(buffer, 0);
  if (start === buffer.length) throw new Refusal('empty_body');
  const header = readHeader(buffer, start, 'invalid envelope header');
  const items: EnvelopeItem[] = [];
  let at = afterNewline(buffer, header.end);
  while (at < buffer.length) {
    const { item, end } = readItem(buffer, at);
    if (items.length === MAX_ITEMS) throw broken('too many individual items');
    items.push(item);
    at = end;
  }
  return { header: header.value, items };
};

/** The header alone, for a request whose only authentication is the `dsn` in it. */
export const parseEnvelopeHeader = (bytes: Uint8Array): JsonObject => {
  const newline = bytes.indexOf(NEWLINE);
  const line = Buffer.from(newline === -1 ? bytes : bytes.subarray(0, newline));
  const header = parseObject(line.toString('utf8'));
  if (!header) throw new Refusal('bad_envelope_auth', ['the first line is no JSON object']);
  return header;
};

const readItem = (buffer: Buffer, at: number): { item: EnvelopeItem; end: number } => {
  const start = skipWhitespace(buffer, at);
  if (start === buffer.length) throw broken('unexpected end of file');
  const header = readHeader(buffer, start, 'invalid item header');
  const type = header.value.type;
  if (typeof type !== 'string') throw broken('invalid item header', 'type is missing');
  if (type === INTERNAL_TYPE) throw new Refusal('internal_item');
  const from = afterNewline(buffer, header.end);
  const to = payloadEnd(buffer, from, header.value.length);
  return { item: { type, header: header.value, payload: buffer.subarray(from, to) }, end: afterNewline(buffer, to) };
};

const payloadEnd = (buffer: Buffer, from: number, length: unknown): number => {
  if (length === undefined || length === null) {
    const newline = buffer.indexOf(NEWLINE, from);
    return newline === -1 ? buffer.length : newline;
  }
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0)
    throw broken('invalid item header', 'length is not a number of bytes');
  if (from + length > buffer.length) throw broken('unexpected end of file');
  return from + length;
};

/** A header is a JSON object that may span lines; what follows it must be a newline or the end. */
const readHeader = (buffer: Buffer, start: number, complaint: string): { value: JsonObject; end: number } => {
  const end = objectEnd(buffer, start);
  if (end === undefined) throw broken(complaint);
  const value = parseObject(buffer.toString('utf8', start, end));
  if (!value) throw broken(complaint);
  return { value, end };
};

/** The parser's own error quotes what it read, and a cause ends in the log: it is not handed on. */
const parseObject = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Where the JSON object that begins at `start` ends, without parsing it; `undefined` when it begins none or never ends. */
const objectEnd = (buffer: Buffer, start: number): number | undefined => {
  if (buffer[start] !== OPEN) return undefined;
  let depth = 0;
  let inString = false;
  for (let at = start; at < buffer.length; at++) {
    const byte = buffer[at];
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN) depth++;
    else if (byte === CLOSE && --depth === 0) return at + 1;
  }
  return undefined;
};

const afterNewline = (buffer: Buffer, at: number): number => {
  if (at >= buffer.length) return buffer.length;
  if (buffer[at] !== NEWLINE) throw broken('missing newline after header or payload');
  return at + 1;
};

const skipWhitespace = (buffer: Buffer, at: number): number => {
  let next = at;
  for (;;) {
    const byte = buffer[next];
    if (byte !== NEWLINE && byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return next;
    next++;
  }
};

const broken = (...causes: string[]): Refusal => new Refusal('invalid_envelope', causes);
