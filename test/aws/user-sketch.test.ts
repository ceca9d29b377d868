import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import {
  countUsers,
  EMPTY_SKETCH,
  missingIn,
  sketchOf,
  surplusOf,
  type UserSketch,
} from '../../lib/aws/user-sketch.ts';

const hash = (user: number): string => createHash('sha256').update(`user ${user}`).digest('hex').slice(0, 16);

/** Users of one batch. */
const BATCH = 100;

/** As rows grow: what is missing is added, what is too much is let go. */
const addAll = (users: readonly number[], sketch: UserSketch = EMPTY_SKETCH): UserSketch => {
  let grown = sketch;
  for (let from = 0; from < users.length; from += BATCH) {
    const missing = missingIn(grown, users.slice(from, from + BATCH).map(hash));
    if (missing.length === 0) continue;
    grown = sketchOf([...grown.hashes, ...missing], grown.cut);
    const surplus = new Set(surplusOf(grown));
    if (surplus.size > 0)
      grown = sketchOf(
        grown.hashes.filter(one => !surplus.has(one)),
        true,
      );
  }
  return grown;
};
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test('a few hundred users are counted exactly', () => {
  expect(countUsers(addAll(upTo(512)))).toEqual({ users: 512, exact: true });
});

test('many users are estimated within a few percent, and the estimate says that it is one', () => {
  for (const count of [2_000, 20_000]) {
    const { users, exact } = countUsers(addAll(upTo(count)));
    expect(exact).toBe(false);
    // Three standard deviations of 4.4 %.
    expect(Math.abs(users / count - 1)).toBeLessThan(0.133);
  }
});

test('users who come again change nothing, in any order', () => {
  const once = addAll(upTo(3_000));
  expect(countUsers(addAll(upTo(3_000).reverse(), once))).toEqual(countUsers(once));
  expect(missingIn(once, upTo(3_000).map(hash))).toEqual([]);
});

test('what others have added beyond the cut does not change the estimate', () => {
  const cut = addAll(upTo(5_000));
  const disturbed = sketchOf([...cut.hashes, 'fffffffffffffff0', 'ffffffffffffffff'], true);
  expect(countUsers(disturbed)).toEqual(countUsers(cut));
});
