import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { nameIndex } from '../../../lib/grouping/stacktrace-rules/name-index.ts';
import { compileRuleGlob } from '../../../lib/grouping/stacktrace-rules/rule-glob.ts';

const matchesPath = (pattern: string, path: string): boolean =>
  compileRuleGlob(pattern, { pathLike: true }).matches(path);
const matchesName = (pattern: string, name: string): boolean => compileRuleGlob(pattern).matches(name);

describe('in paths', () => {
  test('one star stays within a folder, two between slashes do not', () => {
    expect(matchesPath('src/*.js', 'src/a.js')).toBe(true);
    expect(matchesPath('src/*.js', 'src/lib/a.js')).toBe(false);
    expect(matchesPath('src/**/a.js', 'src/lib/deep/a.js')).toBe(true);
    expect(matchesPath('src/**/a.js', 'src/a.js')).toBe(true);
  });

  test('two stars beside a name are no more than one', () => {
    expect(matchesPath('**.js', 'src/a.js')).toBe(false);
    expect(matchesPath('**.js', 'a.js')).toBe(true);
  });

  test('case and the direction of slashes do not matter to a pattern', () => {
    expect(matchesPath('C:\\Windows\\**', 'c:/windows/ntdll.dll')).toBe(true);
  });
});

describe('in names', () => {
  test('a star is anything', () => {
    expect(matchesName('std::*', 'std::a/b::c')).toBe(true);
  });

  test('a backslash makes the next character itself', () => {
    expect(matchesName('?\\[UIView *', '-[UIView draw]')).toBe(true);
    expect(matchesName('?[UIView *', '-[UIView draw]')).toBe(false);
  });

  test('classes and choices', () => {
    expect(matchesName('[a-c]{x,yz}', 'byz')).toBe(true);
    expect(matchesName('[!a-c]x', 'bx')).toBe(false);
  });

  test('case matters', () => {
    expect(matchesName('Main', 'main')).toBe(false);
  });
});

test('a malformed pattern matches nothing', () => {
  for (const pattern of ['[a', '{a', '{a,{b,c}}', '[b-a]', '[]', 'a\\'])
    expect(matchesName(pattern, pattern)).toBe(false);
});

test('patterns match what they match for the reference engine', () => {
  const recorded = JSON.parse(
    readFileSync(new URL('../fixtures/stacktrace-rule-patterns.json', import.meta.url), 'utf8'),
  ) as [pattern: string, text: string, asPath: boolean, asName: boolean][];
  const different = recorded.filter(([pattern, text, asPath, asName]) => {
    const path = text.toLowerCase().replaceAll('\\', '/');
    const found = nameIndex([pattern], { pathLike: true }).find(path).patterns.length > 0;
    return found !== asPath || matchesName(pattern, text) !== asName;
  });
  expect(different).toEqual([]);
  expect(recorded.length).toBeGreaterThan(200);
});

describe('hostile patterns', () => {
  test.each([
    ['many gaps', '*a'.repeat(200), `${'a'.repeat(4000)}!a`],
    ['many gaps and single characters', '*?a'.repeat(160), `${'a'.repeat(4000)}!a`],
    ['many folders', '**/a/'.repeat(100), `${'a/'.repeat(2000)}!a`],
    ['many choices', '{a,aa,*}'.repeat(60), `${'a'.repeat(4000)}!a`],
  ])('%s take time in proportion to pattern and text', (_, pattern, text) => {
    const { matches } = compileRuleGlob(`${pattern}!`, { pathLike: true });
    const started = performance.now();
    expect(matches(text)).toBe(false);
    // Trying every way would take longer than the universe has existed.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('the index', () => {
  const index = nameIndex(['a*', 'abc', '*c', undefined, 'x?'], { pathLike: false });

  test('finds all patterns that match a name, the same ones each time', () => {
    expect([...index.find('abc').patterns].sort()).toEqual([0, 1, 2]);
    expect([...index.find('abc').patterns].sort()).toEqual([0, 1, 2]);
    expect(index.find('xy').patterns).toEqual([4]);
    expect(index.find('nothing').patterns).toEqual([]);
  });

  test('tells the steps of patterns that have to be walked, and can leave those out', () => {
    expect(index.find('xy').steps).toBeGreaterThan(0);
    expect(index.find('xy', { plain: true })).toEqual({ patterns: [], steps: 0 });
  });

  test('stops walking before one name takes too long', () => {
    const walked = nameIndex(
      Array.from({ length: 1_000 }, (_, i) => `${'?*'.repeat(200)}${i}`),
      { pathLike: false },
    );
    expect(walked.find('a'.repeat(4_000)).steps).toBeLessThanOrEqual(250_000);
  });
});
