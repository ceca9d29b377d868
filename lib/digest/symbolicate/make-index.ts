import { BrokenSymbolIndex } from '../../symbolicate/broken-symbol-index.ts';
import { buildIndex } from '../../symbolicate/build-index.ts';
import { type KeptParts, openIndex } from '../../symbolicate/open-index.ts';
import type { ReadBytes, SymbolIndex } from '../../symbolicate/symbol-index.ts';

export interface MadeIndex {
  bytes: Uint8Array;
  index: SymbolIndex;
}

/** Makes an index of a map, open for reading. Throws `MalformedSourceMap`. */
export const makeIndex = async (map: string, minified: string | undefined, kept: KeptParts): Promise<MadeIndex> => {
  const bytes = buildIndex({ map, ...(minified !== undefined && { minified }) });
  const read: ReadBytes = async (offset, length) => bytes.subarray(offset, offset + length);
  return { bytes, index: await openIndex(read, kept) };
};

/** An index that was stored. `undefined`: there is none, or one that another version of Allim wrote. */
export const openStored = async (read: ReadBytes, kept: KeptParts): Promise<SymbolIndex | undefined> => {
  if ((await read(0, 1)).length === 0) return undefined;
  try {
    return await openIndex(read, kept);
  } catch (error) {
    if (error instanceof BrokenSymbolIndex) return undefined;
    throw error;
  }
};
