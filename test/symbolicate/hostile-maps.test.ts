import { describe, expect, test } from '@jest/globals';
import { buildIndex } from '../../lib/symbolicate/build-index.ts';
import { MalformedSourceMap } from '../../lib/symbolicate/symbol-index.ts';
import { indexed } from './indexed.ts';

const mapOf = (over: object): string => JSON.stringify({ version: 3, sources: ['a.ts'], mappings: 'AAAA', ...over });
const inSection = (map: string): string => `{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":${map}}]}`;

describe('a map that is made to cost more than it has', () => {
  const root = 'r'.repeat(100_000);
  test.each([
    ['a long root before many sources', mapOf({ sourceRoot: root, sources: Array(50_000).fill('a') })],
    [
      'the same in each of many sections',
      `{"version":3,"sections":[${Array(50)
        .fill(`{"offset":{"line":0,"column":0},"map":${mapOf({ sourceRoot: root, sources: Array(100).fill('a') })}}`)
        .join(',')}]}`,
    ],
    ['more sources than any application', mapOf({ sources: Array(150_000).fill('a') })],
    ['values without end', `{"version":3,"sources":[${'"",'.repeat(2_000_000)}""]}`],
    ['lists in lists without end', '['.repeat(3_000_000)],
    [
      'sections in sections without end',
      Array(200)
        .fill(inSection)
        .reduce((map, wrap) => wrap(map), mapOf({})),
    ],
    [
      'a section that lies elsewhere',
      '{"sections":[{"offset":{"line":0,"column":0},"url":"http://169.254.169.254/"}]}',
    ],
    ['a number of a million digits', mapOf({ mappings: 'g'.repeat(1_000_000) })],
    ['a mapping of a million fields', mapOf({ mappings: 'A'.repeat(1_000_000) })],
    ['texts that are none', mapOf({ sourcesContent: [{}, 1] })],
    ['a list that says how long it is', mapOf({ sources: { length: 1e9 } })],
  ])('%s is refused', (_, map) => {
    expect(() => buildIndex({ map })).toThrow(MalformedSourceMap);
  });

  test('lines without end are no tokens, and a name of megabytes is cut', async () => {
    const lines = buildIndex({ map: mapOf({ mappings: ';'.repeat(5_000_000) }) });
    expect(lines.length).toBeLessThan(1_000);
    const names = await indexed({ map: mapOf({ names: ['x'.repeat(5_000_000)], mappings: 'AAAAA' }) });
    expect((await names.lookup(0, 0))?.name?.length).toBeLessThanOrEqual(512);
  });

  test('what JavaScript knows otherwise is a field like any', async () => {
    const index = await indexed({
      map: '{"version":3,"__proto__":{"sources":["evil"]},"sources":["__proto__"],"mappings":"AAAA"}',
    });
    expect(index.sources).toEqual(['__proto__']);
  });
});

describe('a built file that is made to hang or overflow its reader', () => {
  test.each([
    ['parentheses', `${'('.repeat(100_000)}a${')'.repeat(100_000)}`],
    ['lists', '['.repeat(1_000_000)],
    ['functions', `${'function a(){'.repeat(100_000)}${'}'.repeat(100_000)}`],
    ['templates in each other', '`${'.repeat(100_000)],
    ['a template of a million parts', `\`${`\${a}`.repeat(1_000_000)}\``],
    ['flags of an expression', `/a/${'g'.repeat(1_000_000)}`],
    ['groups of an expression', `/${'('.repeat(100_000)}a${'+)'.repeat(100_000)}/`],
    ['digits of a number', `${'1'.repeat(1_000_000)}n`],
    ['comments that never end', '/*'.repeat(1_000_000)],
    ['arrows', `${'a=>'.repeat(100_000)}a`],
    ['sums', `${'a+'.repeat(1_000_000)}a`],
    ['classes', `${'class A{static{'.repeat(5_000)}${'}}'.repeat(5_000)}`],
  ])('by %s is read as far as it can be: its map is used all the same', async (_, minified) => {
    const index = await indexed({ map: mapOf({}), minified });
    expect(await index.lookup(0, 3)).toMatchObject({ source: 0, line: 0, column: 0 });
  });
});
