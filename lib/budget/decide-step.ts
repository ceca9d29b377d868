import { BUDGET_STEPS, type Budget, type BudgetChange, type BudgetStep } from '../protocol/budget.ts';
import { isCheckpointDue, withCheckpoint } from './checkpoints.ts';
import { forecastOf } from './forecast.ts';
import { monthOf } from './month.ts';

const HOUR_MS = 3_600_000;

/** Before this part of a budget is spent, nothing is limited: a forecast of a few hours is no reason. */
const FREE_PART = 0.25;
/** From this part on a forecast is not waited for: steps follow each other as fast as they are decided. */
const URGENT_PART = 0.9;
/** How long a step is looked at before the next harder one, so that its effect is seen in the rate. */
const HOLD_UP_MS = 10 * 60_000;
/** And before the next milder one. */
const HOLD_DOWN_MS = HOUR_MS;
/** A milder step may cost so many times what this one costs: what is still to come must fit even then. */
const MILDER_COSTS = 1.5;
/** Part of a budget below which that has to stay: between it and the whole nothing changes. */
const DOWN_PART = 0.95;
/** Changes that are remembered. */
export const MAX_HISTORY = 30;

/** A budget that nobody has looked at yet. @param monthly micro-dollars */
export const newBudget = (monthly: number | null, now: number): Budget => ({
  monthly,
  step: 'normal',
  since: now,
  month: monthOf(now),
  checkpoints: [],
  history: [],
});

/**
 * The budget as it stands now, one step further where that is called for; the same object when nothing is to be written.
 * @param spent micro-dollars of the month of `now`
 */
export const decideStep = (before: Budget, { now, spent }: { now: number; spent: number }): Budget => {
  const budget = inMonth(before, now);
  const forecast = forecastOf({ ...budget, now, spent });
  const step = budget.month === before.month ? nextStep(budget, { now, spent, forecast }) : 'normal';
  if (step !== before.step) return taken(budget, before.step, { now, spent, forecast, step });
  return isCheckpointDue(budget, now) ? withCheckpoint(budget, [now, spent]) : budget;
};

/** A new month begins with nothing spent. */
const inMonth = (budget: Budget, now: number): Budget => {
  const month = monthOf(now);
  if (month === budget.month) return budget;
  const { inherited: _, ...own } = budget;
  return { ...own, month, checkpoints: [], days: [] };
};

interface Outlook {
  now: number;
  spent: number;
  forecast: number;
}

const nextStep = (budget: Budget, { now, spent, forecast }: Outlook): BudgetStep => {
  const { monthly, step, since } = budget;
  // Nothing to stay within any more: at once, and all the way.
  if (monthly === null) return 'normal';
  if (spent >= monthly * FREE_PART && forecast > monthly) {
    return isUrgent(budget, { spent }) || step === 'normal' || now - since >= HOLD_UP_MS ? harder(step) : step;
  }
  if (step === 'normal' || now - since < HOLD_DOWN_MS) return step;
  const whenMilder = spent + (forecast - spent) * MILDER_COSTS;
  return whenMilder <= monthly * DOWN_PART ? milder(step) : step;
};

/** So much is spent that there is no time to see what a step does. */
export const isUrgent = ({ monthly }: Budget, { spent }: { spent: number }): boolean =>
  monthly !== null && spent >= monthly * URGENT_PART;

const harder = (step: BudgetStep): BudgetStep => BUDGET_STEPS[BUDGET_STEPS.indexOf(step) + 1] ?? 'limit';
const milder = (step: BudgetStep): BudgetStep => BUDGET_STEPS[BUDGET_STEPS.indexOf(step) - 1] ?? 'normal';

/** With a checkpoint of its own, so that the rate can be told from the one before it. */
const taken = (
  budget: Budget,
  from: BudgetStep,
  { now, spent, forecast, step }: Outlook & { step: BudgetStep },
): Budget => {
  const change: BudgetChange = { at: now, from, to: step, spent, forecast, monthly: budget.monthly };
  return {
    ...withCheckpoint(budget, [now, spent]),
    step,
    since: now,
    history: [...budget.history, change].slice(-MAX_HISTORY),
    unapplied: true,
    untold: [...(budget.untold ?? []), change].slice(-MAX_HISTORY),
  };
};

/** Of two steps the harder one: a project falls under its own budget and its organization's. */
export const harderOf = (one: BudgetStep, other: BudgetStep): BudgetStep =>
  BUDGET_STEPS.indexOf(one) >= BUDGET_STEPS.indexOf(other) ? one : other;
