import { inflateSync } from 'node:zlib';
import { parseJson } from '../items/parse-json.ts';
import { type Envelope, parseEnvelope } from '../protocol/envelope.ts';
import { parseEventId } from '../protocol/event-id.ts';
import type { ItemType } from '../protocol/item-type.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { mediaType } from '../protocol/media-type.ts';
import { Refusal } from '../protocol/refusal.ts';
import { isZlib } from './decompress.ts';
import type { DoorCall } from './doors/door.ts';

/** Bytes of one event, as the reference server. */
const MAX_STORE_BYTES = 1_048_576;
const OPEN = 0x7b;

/**
 * The old `/store/` door takes one event: JSON, base64 of JSON, or base64 of zlib of JSON; by GET in `sentry_data`.
 * What comes out is the envelope that a current SDK would have sent.
 */
export const readStoreBody = ({ request, body, sdkClient }: Omit<DoorCall, 'params'>): Envelope => {
  if (mediaType(request.headers['content-type']) === 'application/x-sentry-envelope') return parseEnvelope(body);
  const raw =
    request.method === 'GET'
      ? Buffer.from(request.query.get('sentry_data') ?? '', 'utf8')
      : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (raw.length === 0) throw new Refusal('empty_body');
  if (raw.length > MAX_STORE_BYTES) throw tooLarge(undefined);
  const { payload, event } = readEvent(decodeEvent(raw), sdkClient);
  return { header: eventHeader(event), items: [{ type: itemTypeOf(event), header: {}, payload }] };
};

const decodeEvent = (raw: Buffer): Buffer => {
  if (firstByte(raw) === OPEN) return raw;
  const decoded = Buffer.from(withPlus(raw.toString('latin1')), 'base64');
  if (!isZlib(decoded)) return decoded;
  try {
    return inflateSync(decoded, { maxOutputLength: MAX_STORE_BYTES });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(cause);
    throw new Refusal('invalid_compression', ['base64 of zlib'], { cause });
  }
};

const firstByte = (raw: Buffer): number | undefined => raw.find(byte => byte > 0x20);

/** A query turns the plus signs of base64 into blanks where the sender did not encode them. */
const withPlus = (base64: string): string => base64.replaceAll(' ', '+');

/** Other than in an envelope, what is no event is told to the sender: it is all that the request brought. */
const readEvent = (json: Buffer, sdkClient: string | undefined): { payload: Buffer; event: JsonObject } => {
  const event = parseJson(json);
  if (isObject(event)) return { payload: json, event };
  const payload = event === undefined && PYTHON.test(sdkClient ?? '') ? withoutBareNumbers(json) : undefined;
  const tolerated: Json | undefined = payload && parseJson(payload);
  if (payload && isObject(tolerated)) return { payload, event: tolerated };
  throw new Refusal('invalid_json', [event === undefined ? 'the body is no JSON' : 'the body is no JSON object']);
};

const PYTHON = /^(?:raven|sentry)-python[/ ]/;

/** A string, closed or not, which then reaches to the end: no text is looked at twice. Or what is no JSON outside of one. */
const STRING_OR_BARE_NUMBER = /"[^"\\]*(?:\\[\s\S]?[^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g;

/** Python's json writes NaN and Infinity. */
const withoutBareNumbers = (json: Buffer): Buffer =>
  Buffer.from(
    json.toString('utf8').replace(STRING_OR_BARE_NUMBER, token => (token.startsWith('"') ? token : 'null')),
    'utf8',
  );

const eventHeader = ({ event_id }: JsonObject): JsonObject => {
  if (event_id === undefined || event_id === null) return {};
  const eventId = parseEventId(event_id);
  if (eventId === undefined) throw new Refusal('invalid_event_id');
  return { event_id: eventId };
};

/** What says in its `type` that it is no error has an item type of its own in envelopes. */
const itemTypeOf = ({ type }: JsonObject): ItemType => {
  if (type === 'transaction' || type === 'feedback') return type;
  return type === 'csp' ? 'security' : 'event';
};

const tooLarge = (cause: unknown): Refusal => new Refusal('too_large', [`at most ${MAX_STORE_BYTES} bytes`], { cause });
