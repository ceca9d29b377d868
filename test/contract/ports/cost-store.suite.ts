import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newBudget } from '../../../lib/budget/decide-step.ts';
import { usageOf } from '../../../lib/budget/usage.ts';
import type { CostOwner, CostStore } from '../../../lib/ports/cost-store.ts';

export interface OpenCostStore {
  store: CostStore;
  close(): void;
}

const NOW = Date.parse('2026-11-22T12:00:00Z');
const PROJECT: CostOwner = { kind: 'project', id: '1' };
const ORGANIZATION: CostOwner = { kind: 'organization', id: 'acme' };

export const describeCostStore = (name: string, open: () => Promise<OpenCostStore>): void => {
  describe(`cost store: ${name}`, () => {
    let opened: OpenCostStore;
    let store: CostStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    test('a month in which nothing was charged has cost nothing', async () => {
      expect(await store.month(PROJECT, '2026-11')).toEqual({ spent: 0, usage: usageOf() });
    });

    test('what many batches charge is summed up for each of their owners, month by month', async () => {
      for (let batch = 0; batch < 20; batch++)
        await store.charge({
          owners: [PROJECT, ORGANIZATION],
          month: '2026-11',
          usage: usageOf({ gatewayRequests: 3, queueRequests: 0.25 }),
          cost: 4.5,
        });
      await store.charge({ owners: [ORGANIZATION], month: '2026-11', usage: usageOf({ bucketPuts: 1 }), cost: 5 });
      await store.charge({ owners: [PROJECT], month: '2026-12', usage: usageOf({ bucketPuts: 1 }), cost: 5 });
      const project = await store.month(PROJECT, '2026-11');
      expect(project.spent).toBeCloseTo(90);
      expect(project.usage).toEqual(usageOf({ gatewayRequests: 60, queueRequests: 5 }));
      const organization = await store.month(ORGANIZATION, '2026-11');
      expect(organization.spent).toBeCloseTo(95);
      expect(organization.usage.bucketPuts).toBe(1);
    });

    test('a budget is written by whoever has read it last, and by nobody else', async () => {
      expect(await store.budget(PROJECT)).toBeUndefined();
      const first = newBudget(5_000_000, NOW);
      expect(await store.putBudget(PROJECT, first, undefined)).toBe(true);
      expect(await store.putBudget(PROJECT, first, undefined)).toBe(false);
      const read = await store.budget(PROJECT);
      expect(read?.budget).toEqual(first);
      const second = { ...first, monthly: 6_000_000 };
      expect(await store.putBudget(PROJECT, second, read?.version)).toBe(true);
      expect(await store.putBudget(PROJECT, first, read?.version)).toBe(false);
      expect((await store.budget(PROJECT))?.budget.monthly).toBe(6_000_000);
    });

    test('all budgets can be gone through', async () => {
      await store.putBudget(PROJECT, newBudget(1, NOW), undefined);
      await store.putBudget(ORGANIZATION, newBudget(1, NOW), undefined);
      const owners = await store.owners();
      expect(owners).toHaveLength(2);
      expect(owners).toEqual(expect.arrayContaining([PROJECT, ORGANIZATION]));
    });
  });
};
