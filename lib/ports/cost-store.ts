import type { Budget } from '../protocol/budget.ts';
import type { MonthCost, Usage } from '../protocol/cost.ts';

/** Whose cost: a project's, by its id, or an organization's, by its slug. */
export interface CostOwner {
  kind: 'project' | 'organization';
  id: string;
}

/** What is added to the month of each of its owners. */
export interface Charge {
  owners: readonly CostOwner[];
  /** `2026-11` */
  month: string;
  usage: Usage;
  /** Micro-dollars. */
  cost: number;
}

/** A budget as it was read: it is written only if nobody else has written in between. */
export interface KeptBudget {
  budget: Budget;
  version: number;
}

/** What projects and organizations have cost, and their budgets. */
export interface CostStore {
  /** Not safe twice, and meant so: a batch that comes again really costs twice. */
  charge(charge: Charge): Promise<void>;
  /** Nothing was charged yet: zeros. */
  month(owner: CostOwner, month: string): Promise<MonthCost>;
  /** Strongly consistent. */
  budget(owner: CostOwner): Promise<KeptBudget | undefined>;
  /** @param before the version that was read; undefined: there was none. @returns `false`: somebody was faster */
  putBudget(owner: CostOwner, budget: Budget, before: number | undefined): Promise<boolean>;
  /** All that have a budget. */
  owners(): Promise<CostOwner[]>;
}
