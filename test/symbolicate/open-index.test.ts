import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BrokenSymbolIndex } from '../../lib/symbolicate/broken-symbol-index.ts';
import { buildIndex } from '../../lib/symbolicate/build-index.ts';
import { openIndex } from '../../lib/symbolicate/open-index.ts';
import { sourceLines } from '../../lib/symbolicate/source-lines.ts';
import { keepAll, readerOf, textOf, vlq } from './indexed.ts';

/** Numbers that do not pack well, the same in each run. */
function* noise(): Generator<number, never> {
  for (let state = 1; ; state = (state * 48_271) % 2_147_483_647) yield state;
}

/** One line with a token every third column, and two sources of some 200 kB. */
function largeMap(tokens: number): string {
  const numbers = noise();
  const step = (): number => (numbers.next().value % 4000) - 1000;
  const mappings = Array.from(
    { length: tokens },
    (_, at) => `${vlq(at === 0 ? 0 : 3)}A${vlq(Math.abs(step()))}${vlq(Math.abs(step()))}`,
  );
  const text = Array.from({ length: 20_000 }, () => numbers.next().value.toString(36)).join(' ');
  return JSON.stringify({
    version: 3,
    sources: ['a.ts', 'b.ts'],
    sourcesContent: [text, `${text}!`],
    names: [],
    mappings: mappings.join(','),
  });
}

describe('an index in a bucket is read in few and small parts', () => {
  const bytes = buildIndex({ map: largeMap(100_000) });
  const reads: number[] = [];
  const counted = async (offset: number, length: number): Promise<Uint8Array> => {
    const part = bytes.subarray(offset, offset + length);
    reads.push(part.length);
    return part;
  };

  test('one to open it, one for a block of positions, one for a text', async () => {
    expect(bytes.length).toBeGreaterThan(100_000);
    const index = await openIndex(counted, keepAll());
    expect(reads.splice(0)).toHaveLength(1);

    const found = await index.lookup(0, 299_000);
    await index.functionAt(0, 299_000);
    await Promise.all([index.lookup(0, 299_001), index.lookup(0, 298_990)]);
    expect(reads.every(length => length < 20_000)).toBe(true);
    expect(reads.splice(0).length).toBeLessThanOrEqual(1);
    expect(found).toEqual(await (await openIndex(readerOf(bytes))).lookup(0, 299_000));

    const text = await textOf(index, 1);
    expect(text?.endsWith('!')).toBe(true);
    expect(reads.splice(0)).toHaveLength(1);
  });

  test('a read that failed is tried again', async () => {
    let fails = false;
    const index = await openIndex(async (offset, length) => {
      if (fails) throw new Error('The bucket is away.');
      return bytes.subarray(offset, Math.min(offset + length, offset === 0 ? 40_000 : bytes.length));
    });
    fails = true;
    await expect(index.lookup(0, 299_000)).rejects.toThrow('The bucket is away.');
    fails = false;
    await expect(index.lookup(0, 299_000)).resolves.toBeDefined();
  });

  test('before the first token, behind the last line, there is nothing', async () => {
    const index = await openIndex(readerOf(bytes));
    await expect(index.lookup(1, 0)).resolves.toBeUndefined();
    await expect(index.functionAt(7, 7)).resolves.toEqual({ kind: 'unknown' });
    const empty = await openIndex(readerOf(buildIndex({ map: '{"version":3,"sources":[],"names":[],"mappings":""}' })));
    await expect(empty.lookup(0, 0)).resolves.toBeUndefined();
  });

  test('a directory that is larger than the first read is read to its end', async () => {
    const sources = Array.from(
      { length: 30_000 },
      (_, at) => `${((at * 2_654_435_761) % 2 ** 32).toString(36)}/${at}.ts`,
    );
    const map = JSON.stringify({ version: 3, sources, names: [], mappings: 'AAAA' });
    const index = await openIndex(readerOf(buildIndex({ map })));
    expect(index.sources).toEqual(sources);
  });
});

describe('the text of a source', () => {
  const lines = Array.from({ length: 40_000 }, (_, at) => `line ${at}: ${'x'.repeat(at % 60)}`);
  const map = (text: string): string =>
    JSON.stringify({ version: 3, sources: ['a.ts'], sourcesContent: [text], names: [], mappings: 'AAAA' });

  test('is unpacked in parts: to show a few lines of a large one takes a few kilobytes', async () => {
    const bytes = buildIndex({ map: map(lines.join('\n')) });
    const index = await openIndex(readerOf(bytes));
    let read = 0;
    const counted = await openIndex(async (offset, length) => {
      read += length;
      return bytes.subarray(offset, offset + Math.min(length, offset === 0 ? 4_096 : length));
    });
    read = 0;
    for (const from of [0, 1_021, 20_000, 39_990]) {
      const part = await counted.linesOf(0, from, from + 11);
      expect(Array.from({ length: 10 }, (_, at) => part?.line(from + at))).toEqual(lines.slice(from, from + 10));
    }
    expect(read).toBeLessThan(bytes.length / 4);
    expect(await textOf(index, 0)).toBe(lines.join('\n'));
  });

  test('has the lines of the text, wherever it was cut', async () => {
    const text = fc.array(fc.constantFrom('a', '두울', '', 'x'.repeat(40_000), '\r', '😀'.repeat(9_000)), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (parts, ends) => {
        const whole = parts.join('\n') + (ends ? '\n' : '');
        const plain = sourceLines(whole);
        const index = await openIndex(readerOf(buildIndex({ map: map(whole) })));
        const found = await index.linesOf(0, 0, parts.length + 1);
        for (let line = 0; line <= parts.length; line++) expect(found?.line(line)).toBe(plain.line(line));
      }),
      { numRuns: 60 },
    );
  });

  test('leaves out a line of megabytes, and keeps those around it', async () => {
    const bytes = buildIndex({ map: map(`first\n${'x'.repeat(3_000_000)}\nlast`) });
    const found = await (await openIndex(readerOf(bytes))).linesOf(0, 0, 3);
    expect([found?.line(0), found?.line(1), found?.line(2)]).toEqual(['first', undefined, 'last']);
    expect(bytes.length).toBeLessThan(1_000);
  });
});

describe('bytes that are no index of this version are refused', () => {
  const bytes = buildIndex({ minified: 'function f(){}', map: largeMap(3000) });
  const open = (broken: Uint8Array): Promise<unknown> => openIndex(readerOf(broken));

  test('empty, of another version, cut', async () => {
    await expect(open(new Uint8Array())).rejects.toThrow(new BrokenSymbolIndex('The symbol index is cut.'));
    const older = Uint8Array.from(bytes);
    older[0] = 0;
    await expect(open(older)).rejects.toThrow(new BrokenSymbolIndex('The symbol index is of another version.'));
    await expect(open(bytes.subarray(0, 30))).rejects.toThrow(BrokenSymbolIndex);
    const cut = await openIndex(readerOf(bytes.subarray(0, bytes.length - 10)));
    await expect(textOf(cut, 1)).rejects.toThrow(BrokenSymbolIndex);
  });

  test('one that announces more than it may', async () => {
    const huge = Uint8Array.from(bytes);
    huge.fill(0xff, 5, 9);
    await expect(open(huge)).rejects.toThrow('The directory of the symbol index is too large.');
  });

  test('whatever is broken in it: an answer or that error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const broken = Uint8Array.from(bytes);
        broken[at] = (broken[at] ?? 0) ^ change;
        try {
          const index = await openIndex(readerOf(broken));
          await index.lookup(0, 4000);
          await textOf(index, 0);
        } catch (error) {
          expect(error).toBeInstanceOf(BrokenSymbolIndex);
        }
      }),
      { numRuns: 200 },
    );
  });
});
