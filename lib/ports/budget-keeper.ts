import type { Budget, BudgetStep } from '../protocol/budget.ts';
import type { CostOwner } from './cost-store.ts';

/** Holds spending against budgets, and sees to it that keys and people learn of each step. */
export interface BudgetKeeper {
  /**
   * Looks at what the month has cost, takes a step where that is called for, and tells keys and people. Safe twice, and
   * makes up for who died in between. `undefined`: there is no budget.
   */
  keep(owner: CostOwner): Promise<Budget | undefined>;
  /** Sets a budget, or takes it away, and keeps it from then on. @param monthly micro-dollars */
  set(owner: CostOwner, monthly: number | null): Promise<Budget>;
  /** The step that holds for a project, as it was up to a minute ago. */
  stepOf(projectId: string): Promise<BudgetStep>;
}
