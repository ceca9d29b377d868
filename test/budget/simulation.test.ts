import { describe, expect, test } from '@jest/globals';
import { decideStep } from '../../lib/budget/decide-step.ts';
import type { BudgetStep } from '../../lib/protocol/budget.ts';
import { COSTS, costAt, MONTH_END, rankOf, type Shape, simulateMonth } from './simulated-month.ts';

/** Millions of events a day. A storm is 50 times a usual day. */
const USUAL = 1;
const STORM = 50;
const during =
  (from: number, days: number): Shape =>
  day =>
    USUAL + (day >= from && day < from + days ? STORM : 0);

/** When trouble begins, in days: what was spent until then no budget can save. */
const SHAPES: [name: string, shape: Shape, trouble: number][] = [
  ['a steady overload', () => 3, 0],
  ['one storm of 50 million events in a day', during(15, 1), 15],
  ['a storm on the first day', during(0, 1), 0],
  ['five storms', day => USUAL + ([4, 9, 14, 19, 24].some(at => day >= at && day < at + 0.2) ? STORM : 0), 4],
  ["a storm at the month's end", during(29, 1), 29],
  ['slow growth', day => 0.5 + 0.15 * day, 0],
];

/** Dollars that the month costs when everything that can be refused is, as soon as trouble begins. */
const leastOf = (shape: Shape, trouble: number): number =>
  costAt(day => (day < trouble ? shape(day) : 0), 'normal') + costAt(day => (day < trouble ? 0 : shape(day)), 'limit');

describe.each(SHAPES)('a month with %s', (_name, shape, trouble) => {
  const least = leastOf(shape, trouble);
  const full = costAt(shape, 'normal');

  test.each([0.25, 0.4, 0.6, 0.8, 1, 1.3])(
    'costs at most 1.05 times its budget, %p of the way from what cannot be refused to all of it',
    part => {
      const monthly = least + part * (full - least);
      const { spent } = simulateMonth(shape, monthly);
      expect(spent).toBeLessThanOrEqual(1.05 * monthly);
    },
  );

  test('takes one step at a time, up and down, and tells of each', () => {
    const { changes } = simulateMonth(shape, least + 0.4 * (full - least));
    expect(changes.length).toBeGreaterThan(0);
    let before: BudgetStep = 'normal';
    for (const { from, to } of changes) {
      expect(from).toBe(before);
      expect(Math.abs(rankOf(to) - rankOf(from))).toBe(1);
      before = to;
    }
  });

  test('is back to normal in the first minutes of the next one', () => {
    const { budget } = simulateMonth(shape, least + 0.25 * (full - least));
    const next = decideStep(budget, { now: MONTH_END + 60_000, spent: 10_000 });
    expect(next.step).toBe('normal');
    if (budget.step !== 'normal') expect(next.untold?.at(-1)).toMatchObject({ from: budget.step, to: 'normal' });
  });

  test('is never limited within a generous budget, or without one', () => {
    expect(simulateMonth(shape, 4 * full).changes).toEqual([]);
    expect(simulateMonth(shape, null).changes).toEqual([]);
  });
});

test('below what requests cost that are refused, a budget is held to that and no further', () => {
  const shape = during(15, 1);
  const least = leastOf(shape, 15);
  const { spent, budget } = simulateMonth(shape, 0.5 * least);
  expect(budget.step).toBe('limit');
  expect(spent).toBeLessThanOrEqual(1.05 * least);
});

test('each step costs less than the one before it, or it would be none', () => {
  expect(COSTS.sample).toBeLessThan(COSTS.normal);
  expect(COSTS.count_only).toBeLessThan(COSTS.sample);
  expect(COSTS.limit).toBeLessThan(COSTS.count_only);
});
