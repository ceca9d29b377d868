import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyGlob, MAX_PATTERN_LENGTH, parseGlob } from '../../lib/filter/glob.ts';

const matches = (pattern: string, text: string): boolean | undefined => parseGlob(pattern)?.(text.toLowerCase());

const REGEX_OF = new Map([
  ['*', '.*'],
  ['?', '.'],
  ['[!a]', '[^a]'],
  ['{a,bb}', '(?:a|bb)'],
]);

describe('a pattern', () => {
  test.each([
    ['*', ''],
    ['*', 'anything\nat all'],
    ['TypeError: x', 'typeerror: X'],
    ['*ResizeObserver*', 'Error: ResizeObserver loop limit exceeded'],
    ['a*b*c', 'a b b c c'],
    ['ab*ab', 'abab'],
    ['shop@1.?', 'shop@1.9'],
    ['?', '😀'],
    ['*?', '😀'],
    ['*a?', 'xa😀'],
    ['shop@1.[0-4].*', 'shop@1.3.7'],
    ['[!x]y', 'zy'],
    ['[^x]y', 'zy'],
    ['v[a]', 'va'],
    ['[]]x', ']x'],
    ['a{b,c}d', 'acd'],
    ['{a,b}{c,d}', 'bc'],
    ['*/{health,healthz}', '/api/healthz'],
    ['a{,b}', 'a'],
    ['\\*', '*'],
    ['{\\,,b}', ','],
    ['{a', '{a'],
    ['[a', '[a'],
    ['\\', '\\'],
    ['한*오류', '한국어 오류'],
  ])('%j matches %j', (pattern, text) => {
    expect(matches(pattern, text)).toBe(true);
  });

  test.each([
    ['', 'a'],
    ['ResizeObserver', 'Error: ResizeObserver'],
    ['ab*ab', 'ab'],
    ['ab*b?', 'ab'],
    ['a*b*c', 'acb'],
    ['shop@1.?', 'shop@1.'],
    ['shop@1.?', 'shop@1.10'],
    ['[!x]y', 'xy'],
    ['[a-c]', 'd'],
    ['a.c', 'abc'],
    ['a{b,c}d', 'ad'],
    ['\\*', 'a'],
  ])('%j leaves %j', (pattern, text) => {
    expect(matches(pattern, text)).toBe(false);
  });

  test('agrees with the regular expression that it stands for', () => {
    const part = fc.constantFrom('a', 'b', '*', '?', '[ab]', '[!a]', '{a,bb}');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.stringMatching(/^[abc]{0,10}$/), (parts, text) => {
        const regex = parts.map(one => REGEX_OF.get(one) ?? one);
        expect(matches(parts.join(''), text)).toBe(new RegExp(`^${regex.join('')}$`).test(text));
      }),
      { numRuns: 500 },
    );
  });

  test('of any text is read without a fault, or refused', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab*?[]{},\\!^-😀')) }),
        fc.string(),
        (pattern, text) => {
          expect(['boolean', 'undefined']).toContain(typeof matches(pattern, text));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('longer or wider than its bounds is refused, and matches nothing in a list', () => {
    expect(parseGlob('a'.repeat(MAX_PATTERN_LENGTH + 1))).toBeUndefined();
    expect(parseGlob('{a,b}'.repeat(7))).toBeUndefined();
    expect(parseGlob('{a,b}'.repeat(6))).toBeDefined();
    expect(anyGlob(['{a,b}'.repeat(7)])).toBeUndefined();
  });

  test('with many stars comes to an end on a text that nearly matches', () => {
    // A matcher that tries again would need 8,192 to the power of 40 steps, and this run would never end.
    expect(matches(`${'*a'.repeat(40)}*[b]`, 'a'.repeat(8_192))).toBe(false);
  });
});
