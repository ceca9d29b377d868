import { expect, test } from '@jest/globals';
import { usageOf } from '../../lib/budget/usage.ts';
import { keepBudgets } from '../../lib/digest/keep-budgets.ts';
import { budgetAnnouncer } from '../../lib/notify/announce-budget.ts';
import type { CostOwner, CostStore } from '../../lib/ports/cost-store.ts';
import type { BudgetNotification, Notification } from '../../lib/ports/notifier.ts';
import { keepDueBudgets } from '../../lib/sweep/keep-due-budgets.ts';
import { edgeSettings } from '../support/edge.ts';
import { memoryCostStore } from '../support/memory-cost-store.ts';
import { memoryProjectStore } from '../support/memory-project-store.ts';

const DAY_MS = 86_400_000;
const DOLLAR = 1_000_000;
const MID_MONTH = Date.UTC(2026, 10, 16);
const WEB: CostOwner = { kind: 'project', id: '1' };
const TEAM: CostOwner = { kind: 'organization', id: 'my-team' };

/** An organization with two projects of a key each. */
const scene = (options: { tells?: boolean } = {}) => {
  let now = MID_MONTH;
  const clock = { now: () => now };
  const costs = memoryCostStore();
  const project = { name: '', organization: 'my-team', platform: 'node', dateCreated: 0 };
  const projects = memoryProjectStore(
    [{ slug: 'my-team', name: '', dateCreated: 0 }],
    [
      { ...project, id: '1', slug: 'web' },
      { ...project, id: '2', slug: 'api' },
    ],
    [edgeSettings(), edgeSettings({ publicKey: 'b'.repeat(32), projectId: '2', projectSlug: 'api' })],
  );
  const told: (Notification | BudgetNotification)[] = [];
  let publish = async (notification: Notification | BudgetNotification): Promise<void> => void told.push(notification);
  const notifier = { publish: (one: Notification | BudgetNotification) => publish(one) };
  const announce = budgetAnnouncer({ notifier, projects, publicUrl: 'https://allim.example' });
  const keeper = (over: Partial<CostStore> = {}) =>
    keepBudgets({
      clock,
      costs: { ...costs, ...over },
      projects,
      announce: options.tells === false ? undefined : announce,
    });
  return {
    costs,
    keeper,
    told,
    budgets: keeper(),
    telling: keepBudgets({ clock, costs, projects, announce }),
    clock,
    wait: (ms: number) => {
      now += ms;
    },
    failPublishing: (error: Error | undefined) => {
      publish = async notification => {
        if (error) throw error;
        told.push(notification);
      };
    },
    spend: (dollars: number, owners: readonly CostOwner[]) =>
      costs.charge({
        owners,
        month: new Date(now).toISOString().slice(0, 7),
        usage: usageOf({ gatewayRequests: 1 }),
        cost: dollars * DOLLAR,
      }),
    keyOf: async (id: string) => (await projects.keys(id))[0],
  };
};

test('who has no budget is never limited, and nothing is written about it', async () => {
  const { budgets, spend, keyOf, costs } = scene();
  await spend(1_000_000, [WEB, TEAM]);
  expect(await budgets.keep(WEB)).toBeUndefined();
  expect(await budgets.stepOf('1')).toBe('normal');
  expect((await keyOf('1'))?.budget).toBeUndefined();
  expect(await costs.owners()).toEqual([]);
});

test('a step reaches the project’s keys and the people, once', async () => {
  const { budgets, spend, keyOf, told, wait } = scene();
  await budgets.set(WEB, 100 * DOLLAR);
  await spend(80, [WEB]);
  await budgets.keep(WEB);
  await budgets.keep(WEB);
  wait(60_000);
  await budgets.keep(WEB);
  expect((await keyOf('1'))?.budget).toEqual({ step: 'sample', scope: 'project', until: Date.UTC(2026, 11, 1) });
  expect((await keyOf('2'))?.budget).toBeUndefined();
  expect(await budgets.stepOf('1')).toBe('sample');
  expect(told.map(({ kind, attributes }) => [kind, attributes.step])).toEqual([['budget', 'sample']]);
  expect(told[0]?.subject).toBe('[web] Budget step sample ($80.00 spent)');
  expect(told[0]?.text).toContain('budget:    $100.00 a month');
  expect(told[0]?.text).toContain('The first event of a new issue is kept as always.');
});

test('an organization’s step holds for all of its projects, and a new month frees them all', async () => {
  const { budgets, spend, keyOf, told, wait } = scene();
  await budgets.set(TEAM, 10 * DOLLAR);
  await spend(20, [TEAM]);
  for (let step = 0; step < 4; step++) {
    wait(60_000);
    await budgets.keep(TEAM);
  }
  for (const id of ['1', '2']) {
    expect((await keyOf(id))?.budget).toMatchObject({ step: 'limit', scope: 'organization' });
    expect(await budgets.stepOf(id)).toBe('limit');
  }
  wait(20 * DAY_MS);
  await budgets.keep(TEAM);
  for (const id of ['1', '2']) {
    expect((await keyOf(id))?.budget).toBeUndefined();
    expect(await budgets.stepOf(id)).toBe('normal');
  }
  expect(told.map(one => one.attributes.step)).toEqual(['sample', 'count_only', 'limit', 'normal']);
  expect(told.at(-1)?.subject).toContain('Budget back to normal');
});

test('a project’s own step is not softened by a milder one of its organization', async () => {
  const { budgets, spend, keyOf } = scene();
  await spend(50, [WEB, TEAM]);
  await budgets.set(WEB, 10 * DOLLAR);
  expect((await keyOf('1'))?.budget).toMatchObject({ step: 'limit', scope: 'project' });
  await budgets.set(TEAM, 60 * DOLLAR);
  expect((await keyOf('1'))?.budget).toMatchObject({ step: 'limit', scope: 'project' });
  await budgets.set(WEB, null);
  expect((await keyOf('1'))?.budget).toMatchObject({ scope: 'organization' });
});

test('who dies before the keys know is made up for, late and not never', async () => {
  const { keeper, budgets, spend, keyOf, told, wait } = scene();
  await budgets.set(WEB, 10 * DOLLAR);
  await spend(20, [WEB]);
  const dying = keeper({
    putBudget: async () => {
      throw new Error('died');
    },
  });
  await expect(dying.keep(WEB)).rejects.toThrow('died');
  expect((await keyOf('1'))?.budget).toBeUndefined();
  wait(31_000);
  await budgets.keep(WEB);
  expect((await keyOf('1'))?.budget?.step).toBe('sample');
  expect(told).toHaveLength(1);
});

test('who cannot publish has changed the keys all the same; people are told by the sweep', async () => {
  const { budgets, spend, keyOf, told, wait, failPublishing, costs, clock } = scene();
  await budgets.set(WEB, 100 * DOLLAR);
  await spend(80, [WEB]);
  failPublishing(new Error('no answer from the topic'));
  await expect(budgets.keep(WEB)).rejects.toThrow('no answer');
  expect((await keyOf('1'))?.budget?.step).toBe('sample');
  failPublishing(undefined);
  // The next tenth minute.
  wait(600_000 - (clock.now() % 600_000));
  await keepDueBudgets({ clock, costs, budgets, log: () => {} });
  expect(told.map(one => one.attributes.step)).toContain('sample');
});

test('a door that may not publish leaves it to the sweep', async () => {
  const { budgets, telling, spend, keyOf, told, wait } = scene({ tells: false });
  await spend(80, [WEB]);
  await budgets.set(WEB, 10 * DOLLAR);
  expect((await keyOf('1'))?.budget?.step).toBe('limit');
  expect(told).toEqual([]);
  wait(60_000);
  await telling.keep(WEB);
  expect(told.map(one => one.attributes.step)).toEqual(['sample', 'count_only', 'limit']);
  await telling.keep(WEB);
  expect(told).toHaveLength(3);
});

test('of many digesters that see the same, one takes the step', async () => {
  const { keeper, budgets, spend, told, costs } = scene();
  await budgets.set(WEB, 100 * DOLLAR);
  await spend(80, [WEB]);
  await Promise.all(Array.from({ length: 20 }, () => keeper().keep(WEB)));
  expect((await costs.budget(WEB))?.budget).toMatchObject({ step: 'sample' });
  expect(told).toHaveLength(1);
});

test('the sweep looks at budgets in every tenth minute only, and one that fails does not stop the others', async () => {
  const { budgets, clock, costs, wait } = scene();
  await budgets.set(WEB, 10 * DOLLAR);
  await budgets.set(TEAM, 10 * DOLLAR);
  const kept: string[] = [];
  const failing = {
    keep: async ({ id }: CostOwner) => {
      kept.push(id);
      throw new Error('throttled');
    },
  };
  const logged: string[] = [];
  const sweep = () =>
    keepDueBudgets({ clock, costs, budgets: failing, log: (_level, message) => void logged.push(message) });
  wait(60_000);
  expect(await sweep()).toBe(0);
  wait(9 * 60_000);
  expect(await sweep()).toBe(2);
  expect(kept.sort()).toEqual(['1', 'my-team']);
  expect(logged).toHaveLength(2);
});
