import type { Artifact } from '../../ports/artifact-store.ts';
import { readDataUrl } from '../../symbolicate/data-url.ts';
import type { ModuleFault } from '../../symbolicate/fault.ts';
import type { SymbolIndex } from '../../symbolicate/symbol-index.ts';
import { buildInMemory } from './build-in-memory.ts';
import type { Deadline } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { placeOf } from './read-source.ts';

/** The index of a map that is part of the built file. It is made again by each process that needs it. */
export const inlineSymbols = async (
  deps: Pick<SymbolicateDeps, 'symbolicationMemory'>,
  reference: string,
  { minified, text, deadline }: { minified?: Artifact; text: string | undefined; deadline: Deadline },
): Promise<SymbolIndex | ModuleFault> => {
  const key = `inline ${minified ? placeOf(minified) : ''}`;
  return buildInMemory(deps, key, { text, deadline, readMap: () => readDataUrl(reference) });
};
