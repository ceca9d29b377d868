import { inflateRawSync, zstdDecompressSync } from 'node:zlib';

export type Packing = 'stored' | 'deflate' | 'zstd';

/** Packed bytes do not hold what is said of them. Its message is for people. */
export class DamagedBytes extends Error {
  override name = 'DamagedBytes';
}

/** Unpacks what is said to have `size` bytes then. Never makes more of it than that. */
export const unpack = (packed: Uint8Array, packing: Packing, size: number): Uint8Array => {
  const bytes = decode(packed, packing, size);
  if (bytes.length !== size) throw new DamagedBytes(`it unpacks to ${bytes.length} bytes instead of ${size}`);
  return bytes;
};

const decode = (packed: Uint8Array, packing: Packing, size: number): Uint8Array => {
  if (packing === 'stored') return packed;
  // Room for nothing is no limit to zlib.
  const limit = { maxOutputLength: Math.max(1, size) };
  try {
    return packing === 'deflate' ? inflateRawSync(packed, limit) : zstdDecompressSync(packed, limit);
  } catch (cause) {
    const why =
      (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? `more than the ${size} bytes that it says`
        : 'nothing: it is damaged';
    throw new DamagedBytes(`it unpacks to ${why}`, { cause });
  }
};
