import { expect, test } from '@jest/globals';
import { MAX_MERGED_BYTES, planMerge } from '../../lib/aws/plan-merge.ts';

const files = (...sizes: number[]) => sizes.map(bytes => ({ bytes }));

test('small files go together, and a large one waits until it is worth writing it anew', () => {
  expect(planMerge(files(10, 12, 5_000, 9), { isOver: false })).toEqual(files(9, 10, 12));
  expect(planMerge(files(10, 12, 20, 9), { isOver: false })).toEqual(files(9, 10, 12, 20));
});

test('what comes all day long is written anew a few times, not each time', () => {
  let day: { bytes: number }[] = [];
  let written = 0;
  for (let hour = 0; hour < 144; hour++) {
    day.push(...files(...Array<number>(20).fill(7_000)));
    for (
      let sources = planMerge(day, { isOver: false });
      sources.length > 0;
      sources = planMerge(day, { isOver: false })
    ) {
      const bytes = sources.reduce((sum, one) => sum + one.bytes, 0);
      written += bytes;
      day = [...day.filter(one => !sources.includes(one)), { bytes }];
    }
  }
  expect(day.length).toBeLessThan(12);
  expect(written / (144 * 20 * 7_000)).toBeLessThan(8);
});

test('when its day is over, all of it becomes one', () => {
  expect(planMerge(files(10, 5_000, 1_000_000), { isOver: true })).toHaveLength(3);
  expect(planMerge(files(10), { isOver: true })).toEqual([]);
});

test('no merge is larger than a function can hold', () => {
  const large = files(...Array<number>(10).fill(MAX_MERGED_BYTES / 3));
  const bytes = planMerge(large, { isOver: true }).reduce((sum, one) => sum + one.bytes, 0);
  expect(bytes).toBeLessThanOrEqual(MAX_MERGED_BYTES);
  expect(planMerge(files(MAX_MERGED_BYTES / 2, MAX_MERGED_BYTES / 2), { isOver: true })).toEqual([]);
});
