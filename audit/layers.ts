import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_DEPTH = 4;
const limit = { maxOutputLength: MAX_BYTES };

/** How bytes begin that are packed, and what unpacks them. Brotli has no mark of its own: it is tried on what nothing else knows. */
const PACKED: readonly { begins: (bytes: Buffer) => boolean; unpack: (bytes: Buffer) => Buffer }[] = [
  { begins: bytes => bytes.readUInt32LE(0) === 0xfd2fb528, unpack: bytes => zstdDecompressSync(bytes, limit) },
  { begins: bytes => bytes.readUInt16BE(0) === 0x1f8b, unpack: bytes => gunzipSync(bytes, limit) },
  {
    begins: bytes => (bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0,
    unpack: bytes => inflateSync(bytes, limit),
  },
  { begins: () => true, unpack: bytes => brotliDecompressSync(bytes, limit) },
];

/**
 * Every text that some bytes hold: as they are, as two-byte characters, and what is packed or in base64 inside of them.
 */
export const textsIn = (bytes: Uint8Array, depth = 0): string[] => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  const texts = [text];
  if (buffer.includes(0)) texts.push(twoByteText(buffer, 0), twoByteText(buffer, 1));
  if (depth === MAX_DEPTH) return texts;
  const inner = unpacked(buffer);
  if (inner !== undefined) texts.push(...textsIn(inner, depth + 1));
  for (const [run] of text.matchAll(BASE64_RUN)) texts.push(...textsIn(Buffer.from(run, 'base64'), depth + 1));
  return texts;
};

/** An odd number of bytes from an odd address on makes Node 24.21 write past its buffer. */
const twoByteText = (bytes: Buffer, start: number): string =>
  bytes.toString('utf16le', start, bytes.length - ((bytes.length - start) % 2));

/** Long enough to hold something packed. */
const BASE64_RUN = /[A-Za-z0-9+/_-]{32,}={0,2}/g;
const MIN_PACKED_BYTES = 12;

const unpacked = (bytes: Buffer): Buffer | undefined => {
  if (bytes.length < MIN_PACKED_BYTES) return undefined;
  for (const { begins, unpack } of PACKED)
    if (begins(bytes)) {
      try {
        return unpack(bytes);
      } catch {
        // It only looked packed: its bytes were read as they are.
      }
    }
  return undefined;
};
