import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contextLines, cutLine } from '../../lib/symbolicate/context-lines.ts';
import { sourceLines } from '../../lib/symbolicate/source-lines.ts';

const numbered = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');

describe('the lines around a place', () => {
  test('are five before and five after', () => {
    expect(contextLines(sourceLines(numbered(20)), 10)).toEqual({
      pre_context: ['line 5', 'line 6', 'line 7', 'line 8', 'line 9'],
      context_line: 'line 10',
      post_context: ['line 11', 'line 12', 'line 13', 'line 14', 'line 15'],
    });
  });

  test('end where the file ends, whatever its line ends are', () => {
    expect(contextLines(sourceLines('a\r\nb\r\n'), 2)).toEqual({
      pre_context: ['a'],
      context_line: 'b',
      post_context: [],
    });
    expect(contextLines(sourceLines('a\nb\n'), 3)).toBeUndefined();
    expect(contextLines(sourceLines(''), 1)).toBeUndefined();
  });

  test('are the same as those of the split file', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r') }), fc.nat(40), (text, number) => {
        const plain = text.split('\n');
        if (plain.at(-1) === '') plain.pop();
        expect(sourceLines(text).line(number)).toBe(plain[number]?.replace(/\r$/, ''));
      }),
    );
  });

  test('of a file of many lines are found in any order', () => {
    const lines = sourceLines(numbered(5_000));
    for (const number of [4_999, 0, 2_560, 255, 256, 257, 4_000]) expect(lines.line(number)).toBe(`line ${number + 1}`);
    expect(lines.line(5_000)).toBeUndefined();
  });
});

describe('a long line', () => {
  const LINE = Array.from({ length: 300 }, (_, index) => String(index % 10)).join('');

  test('of 150 characters is shown whole', () => {
    expect(cutLine(LINE.slice(0, 150), 75)).toBe(LINE.slice(0, 150));
  });

  test('is cut behind its beginning', () => {
    expect(cutLine(LINE, 0)).toBe(`${LINE.slice(0, 140)} {snip}`);
    expect(cutLine(LINE, 64)).toBe(`${LINE.slice(0, 140)} {snip}`);
  });

  test('is cut around the column', () => {
    expect(cutLine(LINE, 130)).toBe(`{snip} ${LINE.slice(70, 210)} {snip}`);
  });

  test('is cut at the column of its frame also where the frame does not stand', () => {
    const shorter = LINE.slice(0, 200);
    const text = ['short', LINE, shorter, LINE, shorter].join('\n');
    expect(contextLines(sourceLines(text), 4, 130)).toEqual({
      pre_context: ['short', `{snip} ${LINE.slice(70, 210)} {snip}`, `{snip} ${shorter.slice(60)}`],
      context_line: `{snip} ${LINE.slice(70, 210)} {snip}`,
      post_context: [`{snip} ${shorter.slice(60)}`],
    });
  });

  test('keeps 140 characters at its end', () => {
    expect(cutLine(LINE, 299)).toBe(`{snip} ${LINE.slice(160)}`);
    expect(cutLine(LINE, 9_999)).toBe(`{snip} ${LINE.slice(160)}`);
  });

  test('is not cut within a character', () => {
    const line = `${'a'.repeat(139)}😀${'b'.repeat(100)}`;
    expect(cutLine(line, 0)).toBe(`${'a'.repeat(139)}😀 {snip}`);
  });
});
