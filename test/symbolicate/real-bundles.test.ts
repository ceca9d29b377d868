import { describe, expect, test } from '@jest/globals';
import { buildIndex } from '../../lib/symbolicate/build-index.ts';
import { openIndex } from '../../lib/symbolicate/open-index.ts';
import type { ScopeName, SymbolIndex } from '../../lib/symbolicate/symbol-index.ts';
import { mapOf, type RecordedFile, readRecorded, recordedNames } from '../bundles/recorded-bundle.ts';

/** Differences that are printed: one fault makes hundreds. */
const SHOWN = 20;
const AROUND = 5;
const LINE_END = /\r?\n$/;

const indexOf = (file: RecordedFile): Promise<SymbolIndex> => {
  const bytes = buildIndex({ map: mapOf(file), ...(file.script !== '' && { minified: file.script }) });
  return openIndex(async (offset, length) => bytes.subarray(offset, offset + length));
};

/** The reference engine's words for a scope. */
const wordOf = (scope: ScopeName): string => (scope.kind === 'named' ? scope.name : `<${scope.kind}>`);

const answerOf = async (index: SymbolIndex, line: number, column: number): Promise<unknown[]> => {
  const token = await index.lookup(line - 1, column - 1);
  if (!token) return [line, column];
  const scope = wordOf(await index.functionAt(line - 1, column - 1));
  return [line, column, index.sources[token.source], token.line + 1, token.column + 1, token.name ?? null, scope];
};

const contextOf = async (index: SymbolIndex, line: number, column: number): Promise<unknown[]> => {
  const token = await index.lookup(line - 1, column - 1);
  const at = token?.line ?? 0;
  const lines = token && (await index.linesOf(token.source, Math.max(at - AROUND, 0), at + AROUND + 1));
  if (lines === undefined) return [line, column, [], null, []];
  const between = (from: number, to: number): string[] => {
    const found: string[] = [];
    for (let number = from; number < to; number++) {
      const text = lines.line(number);
      if (text === undefined) break;
      found.push(text);
    }
    return found;
  };
  return [
    line,
    column,
    between(Math.max(at - AROUND, 0), at),
    lines.line(at) ?? null,
    withoutLastEmpty(between(at + 1, at + 1 + AROUND)),
  ];
};

const withoutLastEmpty = (lines: readonly string[]): readonly string[] =>
  lines.at(-1) === '' ? lines.slice(0, -1) : lines;

describe.each(recordedNames())('the map index of what %s made', name => {
  const bundle = readRecorded(name);
  const files = Object.entries(bundle.files);

  test('answers as the reference engine: source, line, column, name and function', async () => {
    const differences: unknown[] = [];
    let compared = 0;
    for (const [file, recorded] of files) {
      const index = await indexOf(recorded);
      const word = (number: number | null | undefined): string | null => recorded.words[number ?? -1] ?? null;
      for (const [line, column, source, ...rest] of recorded.lookups) {
        const [originalLine, originalColumn, token, scope] = rest;
        const expected =
          source === undefined
            ? [line, column]
            : [line, column, word(source), originalLine, originalColumn, word(token), word(scope)];
        const found = await answerOf(index, line, column);
        compared += 1;
        if (JSON.stringify(found) !== JSON.stringify(expected)) differences.push({ file, expected, found });
      }
    }
    expect(differences.slice(0, SHOWN)).toEqual([]);
    expect(compared).toBeGreaterThan(300);
  });

  test('has the same lines around', async () => {
    for (const [, recorded] of files) {
      const index = await indexOf(recorded);
      for (const [line, column, before, middle, after] of recorded.contexts) {
        const plain = (text: string): string => text.replace(LINE_END, '');
        expect(await contextOf(index, line, column)).toEqual([
          line,
          column,
          before.map(plain),
          middle === null ? null : plain(middle),
          // To the reference's cache, an end of line at the end of a file begins one more line.
          withoutLastEmpty(after.map(plain)),
        ]);
      }
    }
  });
});
