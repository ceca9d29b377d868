import { describe, expect, test } from '@jest/globals';
import { changeMonthly } from '../../lib/budget/change-monthly.ts';
import { decideStep, MAX_HISTORY, newBudget } from '../../lib/budget/decide-step.ts';
import { effectiveStep } from '../../lib/budget/effective-step.ts';
import { forecastOf } from '../../lib/budget/forecast.ts';
import type { Budget, Checkpoint } from '../../lib/protocol/budget.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 10, 1);
const MID_MONTH = START + 15 * DAY_MS;
/** Micro-dollars. */
const DOLLAR = 1_000_000;

/** A month in which `perDay` dollars a day were spent until `now`. */
const steady = (perDay: number, now: number): { checkpoints: Checkpoint[]; days: Checkpoint[]; spent: number } => {
  const at = (time: number): Checkpoint => [time, ((time - START) / DAY_MS) * perDay * DOLLAR];
  return {
    checkpoints: [now - 2 * HOUR_MS, now - HOUR_MS].map(at),
    days: [now - 3 * DAY_MS, now - 2 * DAY_MS, now - DAY_MS, now].map(at),
    spent: at(now)[1],
  };
};

const budgetOf = (over: Partial<Budget>): Budget => ({ ...newBudget(100 * DOLLAR, START), month: '2026-11', ...over });

describe('a forecast', () => {
  test('of a steady month is what it costs at its pace', () => {
    const forecast = forecastOf({ now: MID_MONTH, ...steady(4, MID_MONTH) });
    expect(forecast / DOLLAR).toBeCloseTo(120, 0);
  });

  test('takes a storm for a day, and not for the rest of the month', () => {
    const { spent, ...before } = steady(4, MID_MONTH);
    const inStorm = { ...before, now: MID_MONTH, spent: spent + 10 * DOLLAR };
    const perDay = 10 * 24 + 4;
    expect(forecastOf(inStorm) / DOLLAR).toBeCloseTo(70 + perDay + 14 * 4, -1);
  });

  test('does not take the day after a storm for another one', () => {
    const { days, checkpoints } = steady(4, MID_MONTH);
    const storm = 200 * DOLLAR;
    const shifted = (points: Checkpoint[], from: number): Checkpoint[] =>
      points.map(([at, spent]) => [at, at > from ? spent + storm : spent]);
    const stormy = shifted(days, MID_MONTH - 1.5 * DAY_MS);
    const now = { now: MID_MONTH, spent: 60 * DOLLAR + storm, days: stormy, checkpoints: shifted(checkpoints, 0) };
    expect(forecastOf(now) / DOLLAR).toBeCloseTo(320, 0);
  });

  test('at the very end of a month is what is spent', () => {
    const now = Date.UTC(2026, 11, 1) - 1;
    expect(forecastOf({ now, ...steady(4, now) }) / DOLLAR).toBeCloseTo(120, 1);
  });
});

describe('a step', () => {
  test('is not taken before a quarter of the budget is spent, whatever the forecast', () => {
    const now = START + HOUR_MS;
    expect(decideStep(budgetOf({}), { now, spent: 24 * DOLLAR }).step).toBe('normal');
    expect(decideStep(budgetOf({}), { now, spent: 26 * DOLLAR }).step).toBe('sample');
  });

  test('is written down with what led to it, for keys and people to be told', () => {
    const now = START + HOUR_MS;
    const after = decideStep(budgetOf({}), { now, spent: 30 * DOLLAR });
    expect(after.unapplied).toBe(true);
    expect(after.untold).toEqual(after.history);
    expect(after.history).toEqual([
      expect.objectContaining({ at: now, from: 'normal', to: 'sample', spent: 30 * DOLLAR, monthly: 100 * DOLLAR }),
    ]);
  });

  test('is looked at for ten minutes before a harder one, unless the budget is nearly gone', () => {
    const sampled = budgetOf({ step: 'sample', since: MID_MONTH });
    const soon = { now: MID_MONTH + 60_000, spent: 60 * DOLLAR };
    expect(decideStep(sampled, soon).step).toBe('sample');
    expect(decideStep(sampled, { ...soon, now: MID_MONTH + 600_000 }).step).toBe('count_only');
    expect(decideStep(sampled, { ...soon, spent: 95 * DOLLAR }).step).toBe('count_only');
  });

  test('is not taken back while a milder one would lead over the budget again', () => {
    const limited = budgetOf({ step: 'limit', since: MID_MONTH - DAY_MS });
    const at = ({ spent, ...before }: ReturnType<typeof steady>) =>
      decideStep({ ...limited, ...before }, { now: MID_MONTH, spent }).step;
    expect(at(steady(3.1, MID_MONTH))).toBe('limit');
    expect(at(steady(1, MID_MONTH))).toBe('count_only');
  });

  test('does not outlive its month, and what an organization asked for in it does not either', () => {
    const limited = budgetOf({ step: 'limit', inherited: { step: 'limit', month: '2026-11' } });
    const now = Date.UTC(2026, 11, 1);
    expect(effectiveStep(limited, now - 1)).toEqual({ step: 'limit', scope: 'project' });
    expect(effectiveStep(limited, now)).toEqual({ step: 'normal', scope: 'project' });
    const after = decideStep(limited, { now, spent: 0 });
    expect(after).toMatchObject({ step: 'normal', month: '2026-12' });
    expect(after.inherited).toBeUndefined();
  });

  test('leaves a budget as it is, to be written seldom, when nothing happens', () => {
    const checked = decideStep(budgetOf({}), { now: START + HOUR_MS, spent: 0 });
    expect(checked.checkpoints).toHaveLength(1);
    expect(decideStep(checked, { now: START + HOUR_MS + 60_000, spent: 0 })).toBe(checked);
  });

  test('of an organization holds for its project where it is the harder one', () => {
    const budget = budgetOf({ step: 'sample', inherited: { step: 'limit', month: '2026-11' } });
    expect(effectiveStep(budget, MID_MONTH)).toEqual({ step: 'limit', scope: 'organization' });
  });

  test('is remembered, but not without end', () => {
    let budget = budgetOf({});
    for (let n = 0; n < 2 * MAX_HISTORY; n++) {
      const now = START + DAY_MS + n * 2 * HOUR_MS;
      const monthly = n % 2 === 0 ? DOLLAR : null;
      budget = changeMonthly(budget, monthly, { now, spent: 50 * DOLLAR });
    }
    expect(budget.history.length).toBe(MAX_HISTORY);
    expect(budget.untold?.length).toBeLessThanOrEqual(MAX_HISTORY);
  });
});

describe('a budget that is changed', () => {
  const moment = { now: MID_MONTH, spent: 60 * DOLLAR };

  test('opens at once, and all the way, when it is raised or taken away', () => {
    const limited = budgetOf({ step: 'limit', since: MID_MONTH - 60_000, ...steady(4, MID_MONTH) });
    expect(changeMonthly(limited, 1_000 * DOLLAR, moment).step).toBe('normal');
    expect(changeMonthly(limited, null, moment).step).toBe('normal');
  });

  test('takes one step when only a forecast passes it, and does not take it back at once', () => {
    const after = changeMonthly({ ...newBudget(null, MID_MONTH) }, 80 * DOLLAR, moment);
    expect(after.history.map(({ to }) => to)).toEqual(['sample']);
  });

  test('holds at once when it is lowered below what is spent', () => {
    expect(changeMonthly(budgetOf({}), 10 * DOLLAR, moment).step).toBe('limit');
  });
});
