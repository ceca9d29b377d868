import type { ByteRange } from '../ports/blob-store.ts';

/** RFC 8878, 3.1.1: magic number, then a byte that says how the header goes on. */
const MAGIC = 0xfd2fb528;
const MAGIC_BYTES = 4;
const DICTIONARY_BYTES = [0, 1, 2, 4];
const CHECKSUM_BYTES = 4;
const BLOCK_HEADER_BYTES = 3;
const RLE = 1;

/** The frames of Zstandard among some bytes, in their order; between them nothing but zeros is passed over. */
export const zstdFrames = (bytes: Uint8Array): ByteRange[] => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: ByteRange[] = [];
  for (let at = 0; at < buffer.length; ) {
    if (buffer[at] === 0) {
      at++;
      continue;
    }
    const end = frameEnd(buffer, at);
    if (end === undefined) break;
    frames.push({ offset: at, length: end - at });
    at = end;
  }
  return frames;
};

/** `undefined`: there is no whole frame. */
const frameEnd = (buffer: Buffer, start: number): number | undefined => {
  if (start + MAGIC_BYTES >= buffer.length || buffer.readUInt32LE(start) !== MAGIC) return undefined;
  const descriptor = buffer[start + MAGIC_BYTES] ?? 0;
  let at = start + MAGIC_BYTES + 1 + headerBytes(descriptor);
  for (let last = false; !last; ) {
    if (at + BLOCK_HEADER_BYTES > buffer.length) return undefined;
    const header = buffer.readUIntLE(at, BLOCK_HEADER_BYTES);
    last = (header & 1) === 1;
    at += BLOCK_HEADER_BYTES + (((header >> 1) & 3) === RLE ? 1 : header >> 3);
  }
  const end = at + ((descriptor & 4) === 0 ? 0 : CHECKSUM_BYTES);
  return end <= buffer.length ? end : undefined;
};

/** RFC 8878, 3.1.1.1: window, dictionary and size of the content, as far as the descriptor says that they are there. */
const headerBytes = (descriptor: number): number => {
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (isSingle ? 1 : 0) : 2 ** sizeFlag;
  return (isSingle ? 0 : 1) + (DICTIONARY_BYTES[descriptor & 3] ?? 0) + sizeBytes;
};
