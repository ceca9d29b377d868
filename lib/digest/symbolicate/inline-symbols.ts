import { readDataUrl } from '../../symbolicate/data-url.ts';
import type { ModuleFault } from '../../symbolicate/fault.ts';
import type { SymbolIndex } from '../../symbolicate/symbol-index.ts';
import { buildInMemory } from './build-in-memory.ts';
import type { Deadline } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';

interface Around {
  /** What tells the file from all others. */
  file: string;
  text: string | undefined;
  deadline: Deadline;
}

/** The index of a map that is part of the built file. It is made again by each process that needs it. */
export const inlineSymbols = (
  deps: Pick<SymbolicateDeps, 'symbolicationMemory'>,
  reference: string,
  { file, text, deadline }: Around,
): Promise<SymbolIndex | ModuleFault> => {
  const readMap = async () => readDataUrl(reference) ?? 'malformed_sourcemap';
  return buildInMemory(deps, `inline ${file}`, { text, deadline, readMap });
};
