import type { Budget } from '../protocol/budget.ts';
import { decideStep, harderOf, isUrgent } from './decide-step.ts';

/** From the hardest step to none. */
const MAX_STEPS = 3;

/**
 * A budget that somebody has just changed is held against what is spent at once. Milder it becomes all the way: who raises
 * it is not to wait, hour by hour, for what it was raised for. Harder only as far as a forecast of any budget leads.
 * @param monthly micro-dollars, or null
 */
export const changeMonthly = (
  before: Budget,
  monthly: number | null,
  moment: { now: number; spent: number },
): Budget => {
  let budget: Budget = { ...before, monthly };
  for (let round = 0; round < MAX_STEPS; round++) {
    const next = decideStep({ ...budget, since: 0 }, moment);
    if (next.step === budget.step) break;
    const harder = harderOf(next.step, budget.step) === next.step;
    budget = next;
    if (harder && !isUrgent(budget, moment)) break;
  }
  return budget;
};
