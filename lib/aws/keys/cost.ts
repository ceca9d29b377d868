import type { CostOwner } from '../../ports/cost-store.ts';
import type { Key } from './key.ts';

/** A month's cost: written once a batch, by as many digesters as run side by side; an organization's by all its projects'. */
export const COST_SHARDS = { project: 2, organization: 4 } as const;
export const costKey = ({ kind, id }: CostOwner, month: string, shard: number): Key => ({
  pk: `COST#${kind.toUpperCase()}#${id}#${month}`,
  sk: `SHARD#${shard}`,
});

/** All budgets lie together: there are few, they are written seldom, and the sweep looks through them. */
export const BUDGETS = 'BUDGET';
export const budgetKey = ({ kind, id }: CostOwner): Key => ({ pk: BUDGETS, sk: `${kind.toUpperCase()}#${id}` });
