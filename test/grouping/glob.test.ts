import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileGlob, type GlobOptions, MAX_GLOB_CHARS } from '../../lib/grouping/glob.ts';

const matches = (pattern: string, text: string, options: GlobOptions = {}): boolean =>
  compileGlob(pattern, options)?.(text) ?? false;

describe('a glob', () => {
  it.each([
    ['*', '', true],
    ['*', 'a/b\nc', true],
    ['a*c', 'abbc', true],
    ['a*bc*bc', 'abc', false],
    ['a?c', 'a😀c', true],
    ['Type*', 'TypeError', true],
    ['type*', 'TypeError', false],
    ['[ab]x', 'bx', true],
    ['[!ab]x', 'bx', false],
    ['[a-c]x', 'bx', true],
    ['[', '[', true],
    ['a.b', 'axb', false],
    ['', '', true],
    ['', 'a', false],
    ['*a*b', 'ab', true],
    ['ab*b', 'ab', false],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    ['**/vendor/**', 'a/b/vendor/c/d', true],
    ['**/vendor/**', 'vendor/c', true],
    ['**/vendor/**', 'avendor/c', false],
    ['src/*/x.js', 'src/a/x.js', true],
    ['src/*/x.js', 'src/a/b/x.js', false],
    ['src/**/x.js', 'src/x.js', true],
    ['src/**/x.js', 'src/a/b/x.js', true],
    ['src/**/x.js', 'src/ax.js', false],
    ['src/**/*.js', 'src/a/b.js', true],
    ['**/*.js', 'b.js', true],
    ['a?b', 'a/b', false],
    ['c:\\app\\*', 'C:/App/x', true],
    ['/app/**', '/app/', true],
    ['**', 'any/thing', true],
    ['/app/**/y/**/z', '/app/y/q/r/z', true],
  ])('of a path, %s on %s: %s', (pattern, text, expected) => {
    expect(matches(pattern, text, { pathLike: true, ignoreCase: true })).toBe(expected);
  });

  it('takes braces and backslashes for themselves', () => {
    expect(matches('{a,b}c', '{a,b}c')).toBe(true);
    expect(matches('{a,b}c', 'bc')).toBe(false);
    expect(matches('a\\*c', 'a\\bc')).toBe(true);
  });

  it('says what a regular expression would say', () => {
    const piece = fc.constantFrom('*', '**', '**/', '?', '/', 'a', 'b', 'ab');
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), text, fc.boolean(), (pieces, on, pathLike) => {
        const pattern = pieces.join('');
        expect(matches(pattern, on, { pathLike })).toBe(expression(pattern, pathLike).test(on));
      }),
      { numRuns: 5_000 },
    );
  });

  it('needs time for the text times the pattern at most, whatever they are', () => {
    const started = performance.now();
    const text = `${'a'.repeat(20_000)}b`;
    expect(matches('*a'.repeat(20), text, { pathLike: true })).toBe(false);
    expect(matches('**/a*'.repeat(20), text, { pathLike: true })).toBe(false);
    expect(matches(`${'*a?'.repeat(20)}c`, text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is refused when it is too long', () => {
    expect(compileGlob('a'.repeat(MAX_GLOB_CHARS + 1))).toBeUndefined();
  });
});

/** The same in the words of the engine, which may take its time here: the texts are short. */
const expression = (pattern: string, pathLike: boolean): RegExp => {
  const source = pattern.replaceAll(/\*\*\/|\*\*|\*|\?/g, star => {
    if (!pathLike) return star.replaceAll('*', '.*').replaceAll('?', '.');
    return { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' }[star] ?? star;
  });
  return new RegExp(`^${source}$`, 's');
};
