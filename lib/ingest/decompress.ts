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
      return body => gunzipSync(body, limit);
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
