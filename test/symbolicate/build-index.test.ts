import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildIndex } from '../../lib/symbolicate/build-index.ts';
import { MalformedSourceMap } from '../../lib/symbolicate/symbol-index.ts';
import { indexed, textOf, vlq } from './indexed.ts';
import { type Answer, answer, readRecords } from './recorded-answers.ts';

interface RecordedMap {
  about: string;
  minified: string;
  map: string;
  refused?: true;
  answers?: [number, number, Answer | null][];
}

const plain = (fields: object): string =>
  JSON.stringify({ version: 3, sources: ['a.js', 'b.js'], names: ['n'], mappings: 'AAAA', ...fields });
const build = (map: string) => (): unknown => buildIndex({ map });

describe('a map is read as the reference engine reads it', () => {
  const records = readRecords<RecordedMap>('odd-maps.jsonl');
  test.each(records.map(each => [`${each.about} ${each.minified}`.slice(0, 80), each] as const))(
    '%s',
    async (_, record) => {
      const { minified, map, answers } = record;
      if (record.refused) return expect(() => buildIndex({ minified, map })).toThrow(MalformedSourceMap);
      const index = await indexed({ minified, map });
      const found: unknown[] = [];
      for (const [line, column] of answers ?? []) found.push([line, column, await answer(index, line, column)]);
      expect(found).toEqual(answers);
    },
  );
});

describe('what a map brings along', () => {
  test('texts of sources are found by their number, also when there are fewer than sources', async () => {
    const index = await indexed({ map: plain({ sourcesContent: ['one\n두울\n'] }) });
    await expect(textOf(index, 0)).resolves.toBe('one\n두울');
    await expect(textOf(index, 1)).resolves.toBeUndefined();
    await expect(textOf(index, 2)).resolves.toBeUndefined();
  });

  test('an empty text is a text, and null is none', async () => {
    const index = await indexed({ map: plain({ sourcesContent: ['', null] }) });
    await expect(textOf(index, 0)).resolves.toBe('');
    await expect(textOf(index, 1)).resolves.toBeUndefined();
  });

  test('a source without a name stays without one', async () => {
    expect((await indexed({ map: plain({ sources: [null, ''] }) })).sources).toEqual([null, '']);
  });

  test('the debug id is told in small letters with dashes, in either spelling of the field', async () => {
    const id = '0123abcd-4567-89ab-cdef-0123456789ab';
    expect((await indexed({ map: plain({ debug_id: id.toUpperCase() }) })).debugId).toBe(id);
    expect((await indexed({ map: plain({ debugId: id.replaceAll('-', '') }) })).debugId).toBe(id);
    expect((await indexed({ map: plain({}) })).debugId).toBeUndefined();
    const sections = [{ offset: { line: 0, column: 0 }, map: JSON.parse(plain({})) }];
    expect((await indexed({ map: JSON.stringify({ debugId: id, sections }) })).debugId).toBe(id);
  });
});

describe('what is no map is refused with a reason', () => {
  test.each([
    ['{', 'The source map is not JSON.'],
    ['[]', 'The source map is not an object.'],
    [plain({ mappings: 'AAEA,A!AA' }), 'The mappings have a number that does not end, at character 6.'],
    [plain({ mappings: 'AAAA,AAg' }), 'The mappings have a number that does not end, at character 8.'],
    [plain({ mappings: 'AAA' }), 'A mapping has 3 fields, not 1, 4 or 5, at character 3.'],
    [plain({ mappings: 'AEAA' }), 'The mappings speak of source 2, and there are 2.'],
    [plain({ mappings: 'AAAAC' }), 'The mappings speak of name 1, and there are 1.'],
    [plain({ sources: 'x' }), 'What the source map has as sources is not a list.'],
    [plain({ sourcesContent: [1] }), 'What the source map has as sourcesContent is not a text.'],
    [
      JSON.stringify({ sections: [{ offset: { line: 0, column: 0 }, url: 'x' }] }),
      'A section of the source map lies elsewhere, behind a URL.',
    ],
  ])('%s', (map, reason) => {
    expect(build(map)).toThrow(new MalformedSourceMap(reason));
  });

  test('too many values, before any of them is made', () => {
    expect(build(`{"names":[${'{},'.repeat(2_000_000)}0]}`)).toThrow('more than 2000000 values');
  });

  test('but braces and commas in texts are no values', () => {
    const text = '\\"{[,'.repeat(1_000_000);
    expect(
      build(`{"version":3,"sources":["a"],"sourcesContent":["${text}"],"names":[],"mappings":"AAAA"}`),
    ).not.toThrow();
  });

  test('too many mappings, and too many sections in each other', () => {
    expect(build(plain({ mappings: 'A,'.repeat(8_000_001) }))).toThrow('more than 8000000 mappings');
    let map: unknown = JSON.parse(plain({}));
    for (let depth = 0; depth < 40; depth++) map = { sections: [{ offset: { line: 0, column: 0 }, map }] };
    expect(build(JSON.stringify(map))).toThrow('sections in each other');
  });

  test('a list nested beyond any stack', () => {
    expect(build(`{"names":${'['.repeat(1_000_000)}`)).toThrow(MalformedSourceMap);
  });

  test('whatever bytes come: a map or a reason', () => {
    const key = fc.constantFrom(
      'version',
      'sources',
      'names',
      'mappings',
      'sections',
      'sourcesContent',
      'x_facebook_sources',
    );
    const value = fc.oneof(fc.jsonValue(), fc.string({ unit: fc.constantFrom('A', 'C', 'D', 'g', ',', ';', '!') }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.dictionary(key, value).map(map => JSON.stringify(map)),
        ),
        map => {
          try {
            buildIndex({ minified: 'function f(){}', map });
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedSourceMap);
          }
        },
      ),
    );
  });
});

describe('what was put in is found', () => {
  const token = fc.record({
    line: fc.nat(3),
    column: fc.nat(5000),
    source: fc.option(fc.nat(2), { nil: undefined }),
    sourceLine: fc.nat(2 ** 31),
    sourceColumn: fc.nat(2 ** 31),
    name: fc.option(fc.nat(3), { nil: undefined }),
  });
  const places = fc.uniqueArray(token, {
    maxLength: 5000,
    size: 'max',
    selector: ({ line, column }) => `${line}:${column}`,
  });

  test('each position has the last token before it on its line', async () => {
    await fc.assert(
      fc.asyncProperty(places, fc.array(fc.tuple(fc.nat(4), fc.nat(6000))), async (tokens, positions) => {
        const index = await indexed({ map: encode(tokens) });
        const asked = [...positions, ...tokens.slice(0, 50).map(({ line, column }) => [line, column] as const)];
        for (const [line, column] of asked) {
          const found = await index.lookup(line, column);
          expect(found).toEqual(expected(tokens, line, column));
        }
      }),
      { numRuns: 40 },
    );
  });

  type Token = typeof token extends fc.Arbitrary<infer Value> ? Value : never;

  function encode(tokens: readonly Token[]): string {
    const state = { source: 0, sourceLine: 0, sourceColumn: 0, name: 0 };
    const lines: string[] = [];
    for (let line = 0; line <= 3; line++) {
      let column = 0;
      const own = tokens.filter(each => each.line === line).toSorted((a, b) => a.column - b.column);
      const segments = own.map(each => {
        const fields = [each.column - column];
        column = each.column;
        if (each.source !== undefined) {
          fields.push(
            each.source - state.source,
            each.sourceLine - state.sourceLine,
            each.sourceColumn - state.sourceColumn,
          );
          Object.assign(state, { source: each.source, sourceLine: each.sourceLine, sourceColumn: each.sourceColumn });
          if (each.name !== undefined) fields.push(each.name - state.name);
          if (each.name !== undefined) state.name = each.name;
        }
        return fields.map(vlq).join('');
      });
      lines.push(segments.join(','));
    }
    const sources = ['a', 'b', 'c'];
    return JSON.stringify({ version: 3, sources, names: ['k', 'l', 'm', 'n'], mappings: lines.join(';') });
  }

  function expected(tokens: readonly Token[], line: number, column: number): object | undefined {
    const before = tokens.filter(each => each.line === line && each.column <= column);
    const last = before.toSorted((a, b) => a.column - b.column).at(-1);
    if (last?.source === undefined) return undefined;
    const name = last.name === undefined ? {} : { name: ['k', 'l', 'm', 'n'][last.name] };
    return { source: last.source, line: last.sourceLine, column: last.sourceColumn, ...name };
  }
});
