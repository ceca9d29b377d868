import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SymbolIndex } from '../../lib/symbolicate/symbol-index.ts';

/** Line and column from 1, source, name of the token, name of the function; as the reference engine says them. */
export type Answer = readonly [line: number, column: number, source: string | null, name: string | null, scope: string];

/** Records of the reference engine, a JSON a line. */
export function readRecords<Recorded>(file: string): Recorded[] {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', file), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Recorded);
}

export async function answer(index: SymbolIndex, line: number, column: number): Promise<Answer | null> {
  const token = await index.lookup(line, column);
  if (token === undefined) return null;
  const scope = await index.functionAt(line, column);
  const name = scope.kind === 'named' ? scope.name : `<${scope.kind}>`;
  // Numbers wrap at 32 bits; an empty source has no name.
  const [sourceLine, sourceColumn] = [token.line + 1, token.column + 1].map(number => number >>> 0) as [number, number];
  return [sourceLine, sourceColumn, index.sources[token.source] || null, token.name ?? null, name];
}
