import * as z from 'zod';
import type { BudgetScope, BudgetStep } from '../../protocol/budget.ts';
import type { UsageUnit } from '../../protocol/cost.ts';

/** Dollars a month. Less than a cent is a mistyped amount. */
const MIN_MONTHLY_USD = 0.01;
const MAX_MONTHLY_USD = 10_000_000;

/** `null` takes the bound away. */
export const budgetUpdate = z.strictObject({
  monthlyUsd: z.number().min(MIN_MONTHLY_USD).max(MAX_MONTHLY_USD).nullable(),
});

export interface BudgetChangeJson {
  date: string;
  from: BudgetStep;
  to: BudgetStep;
  /** Of that moment. */
  monthlyUsd: number | null;
  spentUsd: number;
  forecastUsd: number;
}

/** Dollars are an estimate: counted units times the price list, without free tiers. */
export interface BudgetJson {
  monthlyUsd: number | null;
  /** `2026-11`, in UTC. */
  month: string;
  spentUsd: number;
  /** Expected at the month's end. */
  forecastUsd: number;
  /** The step that holds, and whose budget asks for it. */
  step: BudgetStep;
  scope: BudgetScope;
  /** When the step of this budget was taken; null: never. */
  since: string | null;
  /** What AWS was asked for in this month, in the units that it bills by. */
  usage: Record<UsageUnit, number>;
  /** Newest first. */
  history: BudgetChangeJson[];
}
