import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { decompress, MAX_ZSTD_FRAMES } from '../../lib/ingest/decompress.ts';
import { Refusal } from '../../lib/protocol/refusal.ts';

const read = (encoding: string, body: Uint8Array, bodyWasText = false) => {
  try {
    return Buffer.from(decompress({ headers: { 'content-encoding': encoding }, body, bodyWasText })).toString();
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
};
const TEXT = '{"a":1}\n';
const bytes = Buffer.from(TEXT);

describe('a body', () => {
  test.each(['', 'identity', 'UTF-8', ' utf-8 ', 'identity, utf-8', ','])(
    'of encoding «%s» is taken as it is',
    encoding => {
      expect(read(encoding, bytes)).toBe(TEXT);
    },
  );

  test.each(['gzip', 'GZIP', ' x-gzip ', 'identity, gzip'])('of encoding «%s» is gzip', encoding => {
    expect(read(encoding, gzipSync(bytes))).toBe(TEXT);
  });

  test('of several zstd frames arrives whole', () => {
    const frames = TEXT.split('').map(char => zstdCompressSync(char));
    expect(read('zstd', Buffer.concat(frames))).toBe(TEXT);
  });

  test('of very many zstd frames is refused before they are opened', () => {
    const frame = zstdCompressSync('x');
    const all = (count: number) => Buffer.concat(Array.from({ length: count }, () => frame));
    expect(read('zstd', all(MAX_ZSTD_FRAMES))).toBe('x'.repeat(MAX_ZSTD_FRAMES));
    expect(read('zstd', all(MAX_ZSTD_FRAMES + 1))).toBe('invalid_compression');
  });

  test('of zstd frames that are large together is refused', () => {
    const frame = zstdCompressSync(Buffer.alloc(17 * 1024 * 1024));
    expect(read('zstd', Buffer.concat([frame, frame]))).toBe('too_large');
    const half = zstdCompressSync(Buffer.alloc(16 * 1024 * 1024));
    expect(read('zstd', Buffer.concat([half, half, zstdCompressSync('xx')]))).toBe('too_large');
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const)('that is cut off inside %s is refused, not taken in part', (encoding, compress) => {
    const whole = compress(Buffer.from(TEXT.repeat(50)));
    expect(read(encoding, whole.subarray(0, -3))).toBe('invalid_compression');
  });

  test.each(['gzip, gzip', 'gzip, br', 'lzma'])('of encoding «%s» is refused as unknown', encoding => {
    expect(read(encoding, gzipSync(gzipSync(bytes)))).toBe('unsupported_encoding');
  });

  test('without a byte is empty, whatever it is called', () => {
    expect(read('gzip', new Uint8Array())).toBe('');
    expect(read('gzip', new Uint8Array(), true)).toBe('');
  });

  test('that a gateway has decompressed already, leaving the header, is taken', () => {
    expect(read('gzip', bytes, true)).toBe(TEXT);
    expect(read('gzip', Buffer.from(gzipSync(bytes).toString('utf8')), true)).toBe('damaged_body');
  });
});
