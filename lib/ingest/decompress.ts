import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { Refusal } from '../protocol/refusal.ts';
import type { IngestRequest } from './http.ts';

/**
 * Bytes of a request's body once decompressed. The gateway lets at most 6 MB in, so this bounds what a bomb can cost;
 * the reference server takes 200 MiB, which no function of ours could hold.
 */
export const MAX_DECOMPRESSED_BYTES = 32 * 1024 * 1024;

/** The body as the SDK meant it: `Content-Encoding` undone. Throws a `Refusal` for what does not decompress or grows too large. */
export const decompress = (request: Pick<IngestRequest, 'body' | 'bodyWasText' | 'headers'>): Uint8Array => {
  const encoding = (request.headers['content-encoding'] ?? '').trim().toLowerCase();
  const decode = decoderOf(encoding);
  if (!decode) return withinLimit(request.body);
  if (request.bodyWasText)
    throw new Refusal('damaged_body', ['send it as application/x-sentry-envelope, or without compression']);
  try {
    return decode(request.body);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(cause);
    throw new Refusal('invalid_compression', [`content-encoding ${encoding}`], { cause });
  }
};

type Decode = (body: Uint8Array) => Uint8Array;
const limit = { maxOutputLength: MAX_DECOMPRESSED_BYTES };

const decoderOf = (encoding: string): Decode | undefined => {
  switch (encoding) {
    // Some SDKs send a charset, or nothing, where an encoding belongs.
    case '':
    case 'identity':
    case 'utf-8':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return body => gunzipSync(body, { ...limit, chunkSize: statedSize(body) });
    case 'deflate':
      return body => (isZlib(body) ? inflateSync(body, limit) : inflateRawSync(body, limit));
    case 'br':
      return body => brotliDecompressSync(body, limit);
    case 'zstd':
      return body => zstdDecompressSync(body, limit);
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
