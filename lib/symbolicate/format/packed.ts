import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { BrokenSymbolIndex } from '../broken-symbol-index.ts';

/** Level 3 looks back 2 MiB: what asks for a larger window was not packed here. */
const WINDOW_LOG = 22;

export function pack(bytes: Uint8Array): Uint8Array {
  // What it answers lies in a buffer of many kilobytes, of which a small text would hold all.
  return Uint8Array.from(zstdCompressSync(bytes));
}

/** @param size  what it unpacks to, to the byte */
export function unpack(bytes: Uint8Array, size: number): Uint8Array {
  try {
    const params = { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG };
    // An output of no bytes cannot be asked for.
    const unpacked = zstdDecompressSync(bytes, { maxOutputLength: Math.max(size, 1), params });
    if (unpacked.length === size) return unpacked;
  } catch (cause) {
    throw new BrokenSymbolIndex('A part of the symbol index cannot be unpacked.', { cause });
  }
  throw new BrokenSymbolIndex('A part of the symbol index has another size than it says.');
}
