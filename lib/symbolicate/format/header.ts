import { BrokenSymbolIndex } from '../broken-symbol-index.ts';
import { INDEX_VERSION, MAX_DIRECTORY_BYTES } from './limits.ts';

/** The version, and two numbers of 32 bits. */
export const HEADER_BYTES = 9;

/** Of the directory, which follows. */
export interface Header {
  packed: number;
  size: number;
}

export function writeHeader({ packed, size }: Header): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeUInt8(INDEX_VERSION, 0);
  bytes.writeUInt32LE(packed, 1);
  bytes.writeUInt32LE(size, 5);
  return bytes;
}

export function readHeader(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES) throw new BrokenSymbolIndex('The symbol index is cut.');
  if (view.getUint8(0) !== INDEX_VERSION) throw new BrokenSymbolIndex('The symbol index is of another version.');
  const header = { packed: view.getUint32(1, true), size: view.getUint32(5, true) };
  if (header.size > MAX_DIRECTORY_BYTES || header.packed > MAX_DIRECTORY_BYTES) {
    throw new BrokenSymbolIndex('The directory of the symbol index is too large.');
  }
  return header;
}
