import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { Refusal } from '../protocol/refusal.ts';
import { released } from '../protocol/released.ts';
import type { IngestRequest } from './http.ts';

/**
 * Bytes of a request's body once decompressed. The gateway lets at most 6 MB in, so this bounds what a bomb can cost;
 * the reference server takes 200 MiB, which no function of ours could hold.
 */
export const MAX_DECOMPRESSED_BYTES = 32 * 1024 * 1024;

/** The body as the SDK meant it: `Content-Encoding` undone. Throws a `Refusal` for what does not decompress or grows too large. */
export const decompress = (request: Pick<IngestRequest, 'body' | 'bodyWasText' | 'headers'>): Uint8Array => {
  const encoding = encodingOf(request.headers['content-encoding'] ?? '');
  const decode = decoderOf(encoding);
  // Nothing is nothing, whatever it is called.
  if (!decode || request.body.length === 0) return withinLimit(request.body);
  if (request.bodyWasText) return undone(request.body);
  try {
    return decode(request.body);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(cause);
    throw new Refusal('invalid_compression', [`content-encoding ${encoding}`], { cause });
  }
};

const WHITESPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

/** Some gateways undo the compression themselves and leave the header as it was; others turn its bytes into text. */
const undone = (body: Uint8Array): Uint8Array => {
  const first = body.find(byte => !WHITESPACE.has(byte));
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return withinLimit(body);
  throw new Refusal('damaged_body', ['send it as application/x-sentry-envelope, or without compression']);
};

/** Some SDKs send a charset, or nothing, where an encoding belongs; proxies may add that there is none. */
const NO_ENCODINGS = new Set(['', 'identity', 'utf-8']);

/** In lower case; empty where there is none. Two of them stay two, which nothing undoes. */
const encodingOf = (header: string): string =>
  header
    .split(',')
    .map(encoding => encoding.trim().toLowerCase())
    .filter(encoding => !NO_ENCODINGS.has(encoding))
    .join(', ');

type Decode = (body: Uint8Array) => Uint8Array;
const limit = { maxOutputLength: MAX_DECOMPRESSED_BYTES, info: true };

const decoderOf = (encoding: string): Decode | undefined => {
  switch (encoding) {
    case '':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return body => released(gunzipSync(body, { ...limit, chunkSize: statedSize(body) })).bytes;
    case 'deflate':
      return body => released(isZlib(body) ? inflateSync(body, limit) : inflateRawSync(body, limit)).bytes;
    case 'br':
      return body => released(brotliDecompressSync(body, limit)).bytes;
    case 'zstd':
      return unzstd;
    default:
      throw new Refusal('unsupported_encoding', ['one of gzip, deflate, br, zstd, identity']);
  }
};

/** What zlib allocates at a time when it is told nothing, and the most that a sender's word alone makes it allocate. */
const MIN_CHUNK_BYTES = 16 * 1024;
const MAX_CHUNK_BYTES = 1024 * 1024;
const GZIP_SIZE_BYTES = 4;

/**
 * A gzip body ends with the size of what it holds. Taken at its word it inflates into one buffer instead of many that
 * are joined afterwards (a tenth faster at 20 kB, a quarter at 100 kB); a lie costs no more than a buffer of the wrong size.
 */
const statedSize = (body: Uint8Array): number => {
  if (body.length < GZIP_SIZE_BYTES) return MIN_CHUNK_BYTES;
  const stated = new DataView(body.buffer, body.byteOffset, body.byteLength).getUint32(
    body.length - GZIP_SIZE_BYTES,
    true,
  );
  // One byte more: zlib that fills its buffer to the brim asks for another.
  return Math.min(Math.max(stated + 1, MIN_CHUNK_BYTES), MAX_CHUNK_BYTES);
};

/** Frames of one zstd body. Each costs a decoder; what streams flushes into one frame. */
export const MAX_ZSTD_FRAMES = 100;
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** As of gzip there may be several, one behind the other, of which Node reads the first alone. */
const unzstd = (body: Uint8Array): Uint8Array => {
  const frames: Uint8Array[] = [];
  let rest = body;
  let left = MAX_DECOMPRESSED_BYTES;
  do {
    if (frames.length === MAX_ZSTD_FRAMES) throw new Error(`more than ${MAX_ZSTD_FRAMES} frames`);
    // Room for nothing is no limit to it.
    const frame = released(zstdDecompressSync(rest, { ...limit, maxOutputLength: Math.max(1, left) }));
    frames.push(frame.bytes);
    left -= frame.bytes.length;
    rest = rest.subarray(frame.taken);
  } while (ZSTD_MAGIC.equals(rest.subarray(0, ZSTD_MAGIC.length)));
  return frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames);
};

/** A zlib header: compression method 8, and a checksum that makes its two bytes a multiple of 31. */
export const isZlib = (body: Uint8Array): boolean => {
  const [first = 0, second = 0] = body;
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
};

const withinLimit = (body: Uint8Array): Uint8Array => {
  if (body.length > MAX_DECOMPRESSED_BYTES) throw tooLarge(undefined);
  return body;
};

const tooLarge = (cause: unknown): Refusal =>
  new Refusal('too_large', [`at most ${MAX_DECOMPRESSED_BYTES} bytes after decompression`], { cause });
