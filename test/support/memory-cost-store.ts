import { addUsage, usageOf } from '../../lib/budget/usage.ts';
import type { CostOwner, CostStore, KeptBudget } from '../../lib/ports/cost-store.ts';
import type { MonthCost } from '../../lib/protocol/cost.ts';

/** Costs and budgets in maps. */
export const memoryCostStore = (): CostStore => {
  const months = new Map<string, MonthCost>();
  const budgets = new Map<string, KeptBudget & { owner: CostOwner }>();
  const nameOf = ({ kind, id }: CostOwner): string => `${kind}#${id}`;
  const monthOf = (owner: CostOwner, month: string): MonthCost =>
    months.get(`${nameOf(owner)}#${month}`) ?? { spent: 0, usage: usageOf() };
  return {
    charge: async ({ owners, month, usage, cost }) => {
      for (const owner of owners) {
        const before = monthOf(owner, month);
        const after = { spent: before.spent + cost, usage: addUsage(before.usage, usage) };
        months.set(`${nameOf(owner)}#${month}`, after);
      }
    },
    month: async (owner, month) => monthOf(owner, month),
    budget: async owner => structuredClone(budgets.get(nameOf(owner))),
    putBudget: async (owner, budget, before) => {
      if (budgets.get(nameOf(owner))?.version !== before) return false;
      budgets.set(nameOf(owner), { owner, budget: structuredClone(budget), version: (before ?? 0) + 1 });
      return true;
    },
    owners: async () => [...budgets.values()].map(({ owner }) => owner),
  };
};
