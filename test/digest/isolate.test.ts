import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isolate } from '../../lib/digest/isolate.ts';

const OPTIONS = { isOutage: () => false, canGoOn: () => true };

/** Runs that fail for any part with a bad one in it, and what they did nevertheless. */
const failingAt = (bad: ReadonlySet<number>) => {
  const done = new Set<number>();
  const runs: number[][] = [];
  const run = async (part: readonly number[]): Promise<void> => {
    runs.push([...part]);
    if (part.some(one => bad.has(one))) throw new Error('bad');
    for (const one of part) done.add(one);
  };
  return { done, runs, run };
};

describe('a group with bad ones in it', () => {
  test('is done but for those, and each of them was tried alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(200), { maxLength: 60 }),
        fc.uniqueArray(fc.nat(200), { maxLength: 6 }),
        async (group, some) => {
          const bad = new Set(some.filter(one => group.includes(one)));
          const { run, done, runs } = failingAt(bad);
          const failed = await isolate(group, run, OPTIONS);
          expect(new Set(failed.map(({ item }) => item))).toEqual(bad);
          expect(failed.every(({ alone }) => alone)).toBe(true);
          expect(done).toEqual(new Set(group.filter(one => !bad.has(one))));
          expect(runs.length).toBeLessThanOrEqual(1 + bad.size * 2 * Math.ceil(Math.log2(group.length + 1)));
        },
      ),
    );
  });

  test('is left alone when what lies behind it is away: trying less would not help', async () => {
    const { run, runs } = failingAt(new Set([1]));
    const failed = await isolate([1, 2, 3], run, { ...OPTIONS, isOutage: () => true });
    expect(runs).toEqual([[1, 2, 3]]);
    expect(failed.map(({ item, alone }) => [item, alone])).toEqual([
      [1, false],
      [2, false],
      [3, false],
    ]);
  });

  test('is tried no further when there is no time: nobody is blamed for what another may have done', async () => {
    const { run, runs, done } = failingAt(new Set([1]));
    const failed = await isolate([1, 2, 3, 4], run, { ...OPTIONS, canGoOn: () => runs.length < 2 });
    expect(failed.filter(({ alone }) => alone)).toEqual([]);
    expect(new Set([...failed.map(({ item }) => item), ...done])).toEqual(new Set([1, 2, 3, 4]));
  });
});
