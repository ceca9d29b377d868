import { describe, expect, test } from '@jest/globals';
import { identityMap, indexed, vlq } from './indexed.ts';
import { type Answer, answer, readRecords } from './recorded-answers.ts';

interface RecordedScopes {
  code: string;
  /** Line and column from which on a name holds. */
  names: [number, number, string][];
}
interface RecordedProgram {
  minified: string;
  map: string;
  answers: [number, number, Answer | null][];
}

const nameAt = async (code: string, column: number): Promise<string | undefined> =>
  (await answer(await indexed({ minified: code, map: identityMap(code) }), 0, column))?.[4];

describe('functions are called as the reference engine calls them', () => {
  test.each(readRecords<RecordedScopes>('scopes.jsonl').map(each => [each.code, each] as const))(
    '%s',
    async (_, { code, names }) => {
      const index = await indexed({ minified: code, map: identityMap(code) });
      const found: unknown[] = [];
      for (const [line, text] of code.split('\n').entries()) {
        for (let column = 0; column < Math.max(text.length, 1); column++) {
          const name = (await answer(index, line, column))?.[4];
          if (name !== (found.at(-1) as unknown[] | undefined)?.[2]) found.push([line, column, name]);
        }
      }
      expect(found).toEqual(names);
    },
  );

  test('also in programs that nobody would write, with maps that nothing would make', async () => {
    for (const { minified, map, answers } of readRecords<RecordedProgram>('made-up-programs.jsonl')) {
      const index = await indexed({ minified, map });
      const found: unknown[] = [];
      for (const [line, column] of answers) found.push([line, column, await answer(index, line, column)]);
      expect(found).toEqual(answers);
    }
  });
});

describe('a minified file that cannot be read costs the names of functions only', () => {
  const map = identityMap('x');
  test.each([
    ['not JavaScript', 'var a=<div/>'],
    ['cut off', '(()=>z'],
    ['functions nested beyond the stack', 'function a(){'.repeat(50_000)],
    ['brackets nested beyond the stack', '['.repeat(1_000_000)],
    ['one expression that would take the memory', `x(${'1,'.repeat(1_600_000)}1)`],
    ['a number of a million digits', `x=${'9'.repeat(1_000_000)}n`],
  ])('%s', async (_, minified) => {
    const index = await indexed({ minified, map });
    await expect(index.lookup(0, 0)).resolves.toMatchObject({ source: 0, line: 0 });
    await expect(index.functionAt(0, 0)).resolves.toEqual({ kind: 'unknown' });
  });

  test('without one they are unknown as well', async () => {
    await expect((await indexed({ map })).functionAt(0, 0)).resolves.toEqual({ kind: 'unknown' });
  });
});

describe('what strains a parser is read nevertheless', () => {
  const tail = 'function f(){z}';
  test.each([
    ['a sum of a hundred thousand terms', `x=${'"a"+'.repeat(100_000)}1;`],
    ['a chain of fifty thousand calls', `x${'.a()'.repeat(50_000)};`],
    ['a regular expression of a megabyte', `x=/${'a?'.repeat(500_000)}/;`],
    ['brackets and slashes in regular expressions', 'x=/[/]\\//g;y=/a[\\]/]b/;z=1/2/3;'],
    ['a list of data', `x=[${'{"a":[1,2]},'.repeat(100_000)}];`],
    ['a long way to a member with many functions in it', `x${'.abc'.repeat(20_000)}=[${'()=>1,'.repeat(20_000)}];`],
    ['redeclared names', 'let a;let a;const b=1;const b=2;'],
  ])('%s', async (_, head) => {
    const minified = head + tail;
    const column = minified.length - 3;
    const map = JSON.stringify({ version: 3, sources: ['s'], names: [], mappings: `${vlq(column)}AAA` });
    const index = await indexed({ minified, map });
    await expect(index.functionAt(0, column)).resolves.toEqual({ kind: 'named', name: 'f' });
  });

  test('a name is cut before it becomes a text of its own', async () => {
    const code = `${'a'.repeat(5000)}=()=>z`;
    expect(await nameAt(code, 5002)).toHaveLength(512);
  });

  test('names of an object do not reach into the prototype of anything', async () => {
    expect(await nameAt('__proto__=()=>z', 11)).toBe('__proto__');
    expect(await nameAt('x={constructor(){z}}', 5)).toBe('x.constructor');
  });
});
