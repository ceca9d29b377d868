import { inflateSync } from 'node:zlib';
import type { Envelope } from '../protocol/envelope.ts';
import { parseEnvelope } from '../protocol/envelope.ts';
import { Refusal } from '../protocol/refusal.ts';
import { isZlib } from './decompress.ts';
import type { IngestRequest } from './http.ts';

/** Bytes of one event, as the reference server. */
const MAX_STORE_BYTES = 1_048_576;
const OPEN = 0x7b;

/**
 * The old `/store/` door takes one event: JSON, base64 of JSON, or base64 of zlib of JSON; by GET in `sentry_data`.
 * What comes out is the envelope that a current SDK would have sent.
 */
export const readStoreBody = (request: IngestRequest, body: Uint8Array): Envelope => {
  if (request.headers['content-type']?.startsWith('application/x-sentry-envelope')) return parseEnvelope(body);
  const raw =
    request.method === 'GET' ? Buffer.from(request.query.get('sentry_data') ?? '', 'utf8') : Buffer.from(body);
  if (raw.length === 0) throw new Refusal('empty_body');
  const json = tolerateBareNumbers(request, decodeEvent(raw));
  return { header: {}, items: [{ type: 'event', header: {}, payload: json }] };
};

const decodeEvent = (raw: Buffer): Buffer => {
  if (firstByte(raw) === OPEN) return raw;
  const decoded = Buffer.from(raw.toString('latin1'), 'base64');
  if (!isZlib(decoded)) return decoded;
  try {
    return inflateSync(decoded, { maxOutputLength: MAX_STORE_BYTES });
  } catch (cause) {
    throw new Refusal('invalid_compression', ['base64 of zlib'], { cause });
  }
};

const firstByte = (raw: Buffer): number | undefined => raw.find(byte => byte > 0x20);

/** Python's json writes NaN and Infinity, which are no JSON. */
const tolerateBareNumbers = (request: IngestRequest, json: Buffer): Buffer => {
  const client = request.headers['x-sentry-auth'] ?? '';
  if (!/sentry_client=(raven|sentry)-python/.test(client)) return json;
  const text = json.toString('utf8');
  if (!/NaN|Infinity/.test(text)) return json;
  return Buffer.from(
    text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, token => (token.startsWith('"') ? token : 'null')),
    'utf8',
  );
};
