import { decideStep, newBudget } from '../../lib/budget/decide-step.ts';
import { BUDGET_STEPS, type Budget, type BudgetChange, type BudgetStep } from '../../lib/protocol/budget.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
const TICK_MS = 10 * MINUTE_MS;
export const MONTH_START = Date.UTC(2026, 10, 1);
export const MONTH_END = Date.UTC(2026, 11, 1);

/** Events of known issues, in millions a day, at a moment of the month; `day` counts from 0, with a fraction. */
export type Shape = (day: number) => number;

/**
 * Micro-dollars that an event of a known issue costs at each step, chosen so that each step saves something: as with
 * large events of many issues that bring files. What AWS's prices make of 6 kB is `bench/bill.ts`'s to say.
 */
export const COSTS = {
  normal: 5.2,
  sample: 4.2,
  count_only: 3.4,
  limit: 1.9,
} as const satisfies Record<BudgetStep, number>;

export interface SimulatedMonth {
  /** Dollars. */
  spent: number;
  changes: BudgetChange[];
  /** As the month leaves it. */
  budget: Budget;
}

/** A month of ten-minute steps, decided by the product's own code. @param monthly dollars; null: without a bound */
export const simulateMonth = (shape: Shape, monthly: number | null): SimulatedMonth => {
  let budget = newBudget(monthly === null ? null : monthly * 1e6, MONTH_START);
  let spent = 0;
  const changes: BudgetChange[] = [];
  for (let now = MONTH_START; now < MONTH_END; now += TICK_MS) {
    const events = (shape((now - MONTH_START) / DAY_MS) * 1e6 * TICK_MS) / DAY_MS;
    spent += events * COSTS[budget.step];
    const after = decideStep(budget, { now: now + TICK_MS - 1, spent });
    if (after.step !== budget.step) changes.push(after.history.at(-1)!); // a step that is taken is written down
    budget = after;
  }
  return { spent: spent / 1e6, changes, budget };
};

/** Dollars that a month costs when one step holds from its first minute to its last. */
export const costAt = (shape: Shape, step: BudgetStep): number => {
  let events = 0;
  for (let day = 0; day < 30; day += TICK_MS / DAY_MS) events += (shape(day) * 1e6 * TICK_MS) / DAY_MS;
  return (events * COSTS[step]) / 1e6;
};

export const rankOf = (step: BudgetStep): number => BUDGET_STEPS.indexOf(step);
