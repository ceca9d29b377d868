import { newBudget } from '../../budget/decide-step.ts';
import { effectiveStep } from '../../budget/effective-step.ts';
import { forecastOf } from '../../budget/forecast.ts';
import { monthOf } from '../../budget/month.ts';
import type { Budget, BudgetChange, BudgetScope } from '../../protocol/budget.ts';
import type { MonthCost } from '../../protocol/cost.ts';
import type { BudgetChangeJson, BudgetJson } from '../contract/budget.ts';

export interface BudgetMoment {
  /** Milliseconds since 1970. */
  now: number;
  cost: MonthCost;
  kind: BudgetScope;
}

export const presentBudget = (kept: Budget | undefined, { now, cost, kind }: BudgetMoment): BudgetJson => {
  const budget = kept ?? newBudget(null, now);
  const month = monthOf(now);
  // Of a month that nobody has looked at yet nothing is known but what is spent.
  const known = budget.month === month ? budget : { checkpoints: [] };
  const { step, scope } = effectiveStep(budget, now);
  return {
    monthlyUsd: budget.monthly === null ? null : usd(budget.monthly),
    month,
    spentUsd: usd(cost.spent),
    forecastUsd: usd(forecastOf({ ...known, now, spent: cost.spent })),
    step,
    scope: kind === 'organization' ? kind : scope,
    since: budget.history.length === 0 ? null : new Date(budget.since).toISOString(),
    usage: cost.usage,
    history: budget.history.toReversed().map(presentChange),
  };
};

const presentChange = ({ at, from, to, monthly, spent, forecast }: BudgetChange): BudgetChangeJson => ({
  date: new Date(at).toISOString(),
  from,
  to,
  monthlyUsd: monthly === null ? null : usd(monthly),
  spentUsd: usd(spent),
  forecastUsd: usd(forecast),
});

/** To a hundredth of a cent. */
const usd = (microDollars: number): number => Math.round(microDollars / 100) / 10_000;
