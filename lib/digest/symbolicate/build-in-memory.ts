import type { ModuleFault } from '../../symbolicate/fault.ts';
import type { KeptParts } from '../../symbolicate/open-index.ts';
import { MalformedSourceMap, type SymbolIndex } from '../../symbolicate/symbol-index.ts';
import { type Deadline, msLeft } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { makeIndex } from './make-index.ts';
import { decode } from './read-source.ts';

/** Bytes of a map that nothing is stored of: it is made again and again. */
export const MAX_UNSTORED_BYTES = 16 * 1024 * 1024;
const KEPT_FOR_MS = 3_600_000;
const MIN_MS = 500;

export interface InMemory {
  text: string | undefined;
  deadline: Deadline;
  /** Its bytes, or why they cannot be had. */
  readMap(): Promise<Uint8Array | ModuleFault>;
}

/** The index of a map that was not uploaded beside its file. */
export const buildInMemory = (
  { symbolicationMemory }: Pick<SymbolicateDeps, 'symbolicationMemory'>,
  key: string,
  { text, deadline, readMap }: InMemory,
): Promise<SymbolIndex | ModuleFault> =>
  symbolicationMemory.opened.get(key, () =>
    symbolicationMemory.inTurn(async () => {
      if (msLeft(deadline) < MIN_MS) return { value: 'out_of_time', bytes: 0, forMs: 0 };
      const json = await readMap();
      const value = typeof json === 'string' ? json : await tryToMake(json, text, symbolicationMemory.keptParts());
      const bytes = typeof value === 'string' ? 0 : value.bytes;
      return { value: typeof value === 'string' ? value : value.index, bytes, forMs: KEPT_FOR_MS };
    }),
  );

const tryToMake = async (
  json: Uint8Array,
  text: string | undefined,
  kept: KeptParts,
): Promise<{ index: SymbolIndex; bytes: number } | ModuleFault> => {
  if (json.length > MAX_UNSTORED_BYTES) return 'too_large';
  try {
    const { index, bytes } = await makeIndex(decode(json), text, kept);
    return { index, bytes: bytes.length };
  } catch (error) {
    if (!(error instanceof MalformedSourceMap)) throw error;
    return 'malformed_sourcemap';
  }
};
