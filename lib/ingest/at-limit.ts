import type { EdgeSettings } from '../ports/key-store.ts';
import { BUDGET_REASON, CLOSED_BY_BUDGET, type EdgeBudget } from '../protocol/budget.ts';
import type { ActiveLimit } from '../protocol/quota.ts';
import { refuseKnown } from './refuse-known.ts';
import type { TakenItems } from './take-items.ts';

/** How long an SDK is told to keep closed categories to itself; then it asks again. */
const CLOSED_MS = 60_000;

/** What the edge does without, for a budget. */
export interface Frugality {
  limits: ActiveLimit[];
  spare: (taken: TakenItems) => TakenItems;
}

/**
 * The last step of a budget. SDKs are told of the closed categories only: one that is silent about errors would keep the
 * first event of a new issue to itself (docs/adr/0015-the-bill-ceiling.md).
 */
export const atLimit = (
  { scope, known = [] }: EdgeBudget,
  { ownGrouping = false }: Pick<EdgeSettings, 'ownGrouping'>,
  at: number,
): Frugality => ({
  limits: [
    { quotaId: 'budget', scope, categories: CLOSED_BY_BUDGET, reasonCode: BUDGET_REASON, until: at + CLOSED_MS },
  ],
  // What was known before there were rules is not known under them.
  spare: taken => (ownGrouping ? taken : refuseKnown(taken, known, at)),
});
