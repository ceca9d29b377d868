import type { DataCategory } from './data-category.ts';
import type { QuotaScope } from './quota.ts';

/**
 * How far Allim goes to stay within a monthly budget, mildest first. At every step the first event of a new issue is kept.
 *
 * - `sample`: known issues keep fewer payloads;
 * - `count_only`: events of known issues are counted and not kept;
 * - `limit`: the busiest known issues' events are refused at the edge, and with them whole categories (`CLOSED_BY_BUDGET`).
 */
export const BUDGET_STEPS = ['normal', 'sample', 'count_only', 'limit'] as const;
export type BudgetStep = (typeof BUDGET_STEPS)[number];

/** What a budget is for. */
export type BudgetScope = Exclude<QuotaScope, 'key'>;

/** What the ledger and SDKs are told of what a budget refuses. */
export const BUDGET_REASON = 'budget_exceeded';

/** Categories that are refused as a whole at `limit`: none of them can be the first event of an issue. */
export const CLOSED_BY_BUDGET: DataCategory[] = ['attachment', 'attachment_item', 'feedback'];

/** An issue's events as the edge recognizes them (`lib/budget/event-signature.ts`). Until when, in milliseconds since 1970. */
export type KnownSignature = [signature: string, until: number];

/** What a key's settings say of the budgets that it falls under. */
export interface EdgeBudget {
  step: BudgetStep;
  /** Whose budget asks for the step. */
  scope: BudgetScope;
  /** Milliseconds since 1970: the end of the month. Afterwards it means nothing. */
  until: number;
  /** Of the busiest known issues, at `limit`. */
  known?: KnownSignature[];
}

/** A step that was taken, up or down. */
export interface BudgetChange {
  /** Milliseconds since 1970. */
  at: number;
  from: BudgetStep;
  to: BudgetStep;
  /** Micro-dollars: spent in the month, expected at its end, and allowed. `monthly` is null where the budget was taken away. */
  spent: number;
  forecast: number;
  monthly: number | null;
}

/** What is known of a month's spending at one moment; micro-dollars. */
export type Checkpoint = [at: number, spent: number];

/** A budget, and where it stands. */
export interface Budget {
  /** Micro-dollars a calendar month (UTC); null: without a bound. */
  monthly: number | null;
  step: BudgetStep;
  /** Milliseconds since 1970: when the step was taken. */
  since: number;
  /** `2026-11`: the month that step and checkpoints are about. */
  month: string;
  /** Of the last hours, oldest first. */
  checkpoints: Checkpoint[];
  /** The first one of each day, oldest first. */
  days?: Checkpoint[];
  /** Newest last. */
  history: BudgetChange[];
  /** Of a project: the step of its organization's budget, in that month. */
  inherited?: { step: BudgetStep; month: string };
  /** Keys may not know of the latest step yet. */
  unapplied?: true;
  /** Changes that people have not been told of yet. */
  untold?: BudgetChange[];
}
