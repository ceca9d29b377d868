import { describe, expect, test } from '@jest/globals';
import { beginRegrouping } from '../../../lib/api/regroup/begin-regrouping.ts';
import { beginUndo } from '../../../lib/api/regroup/begin-undo.ts';
import { runRegrouping } from '../../../lib/api/regroup/run-regrouping.ts';
import { undoRegrouping } from '../../../lib/api/regroup/undo-regrouping.ts';
import { dynamoGroupingStore } from '../../../lib/aws/grouping-store.ts';
import { dynamoProjectStore } from '../../../lib/aws/project-store.ts';
import { dynamoRegroupingStore } from '../../../lib/aws/regrouping-store.ts';
import { digestBatch } from '../../../lib/digest/digest-batch.ts';
import type { Issue } from '../../../lib/ports/issue-store.ts';
import type { Regrouping } from '../../../lib/ports/regrouping-store.ts';
import { mortal } from '../../digest/mortal-wire.ts';
import { digester, message, NOW, seeded, seededIds, toRecord } from '../../support/digester.ts';
import { type OpenTable, onEachEngine } from '../../support/each-engine.ts';

const ME = { id: 'me', name: 'me@example.com' };
const HOUR = 3_600_000;
/** One call in so many dies, unless it is said by hand: `REGROUP_EVERY=1`. */
const EVERY_CALL = Number(process.env.REGROUP_EVERY ?? 0);
/** Until each function has heard of changed rules. */
const HEARD_MS = 61_000;
const RULES = 'function:pay -> sale\nfunction:ship -> sale\nfunction:bill -> sale\n';
const PROJECT = { id: '1', slug: 'web', name: 'Web', organization: 'my-team', platform: 'node', dateCreated: NOW };
const hex = (number: number): string => number.toString(16).padStart(32, '0');

/** A project whose digesters may die, and people who regroup its issues. */
const begin = async (open: OpenTable) => {
  const { fate, around } = mortal(seeded(1));
  const table = await open({ around });
  let [now, number] = [NOW, 0];
  const clock = { now: () => now };
  const made = digester(table, { clock, ids: seededIds(1) });
  const regroupings = dynamoRegroupingStore(table);
  const deps = {
    ...{ clock, ids: seededIds(2), regroupings, retentionDays: 90 },
    ...{ issues: made.issues, events: made.events },
    ...{ grouping: dynamoGroupingStore(table), projects: dynamoProjectStore(table) },
  };
  await deps.projects.createProject(PROJECT);
  const send = async (...sites: readonly string[]): Promise<void> => {
    const queued = sites.map(site =>
      message({ id: hex(++number), eventId: hex(number), at: now, received: now, site }),
    );
    const { failed } = await digestBatch(
      made.deps,
      queued.map(one => toRecord(one)),
    );
    expect(failed.size).toBe(0);
  };
  const shown = async (): Promise<Issue[]> => (await made.issues.list('1', 'unresolved', { limit: 99 })).issues;
  /** What people see: each issue by its function, with its count, the sum of its hours and its kept events. */
  const seen = async (): Promise<Record<string, readonly number[]>> => {
    const all = (await shown()).map(async (issue): Promise<[string, readonly number[]]> => {
      const hours = (await made.stats.hourly([issue], NOW - HOUR, now + HOUR)).get(issue.id) ?? [];
      const ids = [issue.id, ...(issue.merged?.ids ?? [])];
      const { events } = await made.events.listByIssue(ids, { limit: 99 });
      const name = String(issue.metadata.value).split(' ')[0] ?? '';
      return [name, [issue.count, hours.reduce((sum, { count }) => sum + count, 0), events.length]];
    });
    return Object.fromEntries((await Promise.all(all)).sort());
  };
  /** @returns whether it died of so many calls */
  const dies = async (callsLeft: number, after: boolean, work: () => Promise<unknown>): Promise<boolean> => {
    Object.assign(fate, { callsLeft, after, dead: false });
    const died = await work().then(
      () => false,
      error => {
        if (!fate.dead) throw error;
        return true;
      },
    );
    Object.assign(fate, { callsLeft: Number.POSITIVE_INFINITY, dead: false });
    return died;
  };
  /** Asks again after it died. */
  const insist = async (callsLeft: number, after: boolean, work: () => Promise<unknown>): Promise<boolean> => {
    const died = await dies(callsLeft, after, work);
    if (died) await work();
    return died;
  };
  const latest = async (): Promise<Regrouping | undefined> =>
    (await regroupings.list('1', { limit: 1 })).regroupings[0];
  const regroup = async (rules: object = { fingerprintingRules: RULES }): Promise<void> => {
    const begun = (await latest()) ?? (await beginRegrouping(deps, '1', { rules, user: ME }));
    expect((await runRegrouping(deps, begun)).state).toBe('applied');
  };
  const undo = async (options = { keepRules: false }): Promise<void> => {
    const known = await latest();
    if (!known) throw new Error('something was regrouped');
    expect((await undoRegrouping(deps, await beginUndo(deps, known, options))).state).toBe('undone');
  };
  const wait = (ms: number): void => {
    now += ms;
  };
  const rules = async (): Promise<string | undefined> => (await deps.grouping.get('1'))?.fingerprintingRules;
  return { ...made, deps, table, send, shown, seen, dies, insist, regroup, undo, latest, wait, rules };
};

type World = Awaited<ReturnType<typeof begin>>;

/** Three issues of one sale, one of which shows a fourth, and one that is something else. */
const stock = async ({ send, shown, issues }: World): Promise<void> => {
  await send('pay', 'pay', 'pay', 'ship', 'ship', 'bill', 'note', 'other');
  const of = async (site: string): Promise<string> =>
    (await shown()).find(({ metadata }) => metadata.value?.startsWith(`${site} `))?.id ?? '';
  expect(await issues.merge(await of('ship'), await of('note'), { at: NOW, user: ME })).toBe('merged');
};
const BEFORE = { bill: [1, 1, 1], other: [1, 1, 1], pay: [3, 3, 3], ship: [3, 3, 3] };
const REGROUPED = { other: [1, 1, 1], pay: [7, 7, 7] };

onEachEngine((engine, open) => {
  describe(`regrouping: ${engine}`, () => {
    test('issues are one, what comes counts in it, and taken back each has its own, and what came by its hashes', async () => {
      const world = await begin(open);
      const { send, seen, regroup, undo, wait, rules, table } = world;
      await stock(world);
      await regroup();
      expect([await seen(), await rules()]).toEqual([REGROUPED, RULES]);
      // Digests that have not heard of the rules yet, and those that have.
      await send('bill', 'ship', 'note');
      wait(HEARD_MS);
      await send('bill', 'ship', 'pay', 'note', 'other');
      expect(await seen()).toEqual({ other: [2, 2, 2], pay: [14, 14, 14] });
      await undo();
      // Events that came by the new hash were counted where it leads.
      expect(await seen()).toEqual({ bill: [2, 2, 2], other: [2, 2, 2], pay: [6, 6, 6], ship: [6, 6, 6] });
      expect(await rules()).toBe('');
      wait(HEARD_MS);
      await send('bill', 'ship', 'note', 'pay');
      expect(await seen()).toEqual({ bill: [3, 3, 3], other: [2, 2, 2], pay: [7, 7, 7], ship: [8, 8, 8] });
      table.close();
    });

    test('whoever dies at any call, regrouping or taking back, and asks again: nothing is lost or counted twice', async () => {
      const every = EVERY_CALL || (engine === 'embedded' ? 4 : 11);
      for (const after of [false, true]) {
        let unharmed = false;
        for (let call = 1; !unharmed; call += every) {
          const world = await begin(open);
          await stock(world);
          const died = [await world.insist(call, after, () => world.regroup())];
          expect(await world.seen()).toEqual(REGROUPED);
          await world.send('note', 'ship', 'bill');
          died.push(await world.insist(call, after, () => world.undo()));
          expect(await world.seen()).toEqual({ ...BEFORE, bill: [2, 2, 2], ship: [5, 5, 5] });
          expect(await world.rules()).toBe('');
          world.table.close();
          unharmed = !died.includes(true);
        }
      }
    }, 240_000);

    test('what died half done is taken back at once', async () => {
      const every = EVERY_CALL || (engine === 'embedded' ? 3 : 11);
      for (const after of [false, true]) {
        let died = true;
        for (let call = 1; died; call += every) {
          const world = await begin(open);
          await stock(world);
          died = await world.dies(call, after, () => world.regroup());
          if (await world.latest()) await world.undo();
          expect([await world.seen(), (await world.rules()) ?? '']).toEqual([BEFORE, '']);
          world.table.close();
        }
      }
    }, 240_000);

    test('one that is taken back while it is at work leaves nothing behind', async () => {
      for (let place = 0; place < 4; place++) {
        const world = await begin(open);
        await stock(world);
        const begun = await beginRegrouping(world.deps, '1', { rules: { fingerprintingRules: RULES }, user: ME });
        let steps = 0;
        const issues = {
          ...world.deps.issues,
          merge: async (...asked: Parameters<typeof world.deps.issues.merge>) => {
            if (steps++ === place) await world.undo();
            return world.deps.issues.merge(...asked);
          },
        };
        const grouping = {
          ...world.deps.grouping,
          set: async (...asked: Parameters<typeof world.deps.grouping.set>) => {
            if (steps++ === place) await world.undo();
            return world.deps.grouping.set(...asked);
          },
        };
        await runRegrouping({ ...world.deps, issues, grouping }, begun);
        if (steps <= place) await world.undo();
        expect(await world.seen()).toEqual(BEFORE);
        expect((await world.rules()) ?? '').toBe('');
        expect((await world.latest())?.state).toBe('undone');
        world.table.close();
      }
    });

    test('what people split off or merged elsewhere since stays as they have it', async () => {
      const world = await begin(open);
      const { issues, shown, regroup, undo, seen } = world;
      await stock(world);
      await regroup();
      const other = (await shown()).find(({ count }) => count === 1);
      const family = (await shown()).find(({ count }) => count === 7);
      if (!other || !family) throw new Error('both are shown');
      // Somebody has it shown by a third: the others are split off that.
      expect(await issues.merge(other.id, family.id, { at: NOW, user: ME })).toBe('merged');
      await undo();
      expect(await seen()).toEqual({ bill: [1, 1, 1], other: [4, 4, 4], ship: [3, 3, 3] });
      world.table.close();
    });

    test('rules that were changed since are not overwritten, unless they are to be kept', async () => {
      const world = await begin(open);
      await stock(world);
      await world.regroup();
      const saved = await world.deps.grouping.get('1');
      if (!saved) throw new Error('rules were saved');
      await world.deps.grouping.set('1', { ...saved, fingerprintingRules: 'type:A -> a' });
      await expect(world.undo()).rejects.toThrow('The rules were changed since');
      expect(await world.seen()).toEqual(REGROUPED);
      await world.undo({ keepRules: true });
      expect([await world.seen(), await world.rules()]).toEqual([BEFORE, 'type:A -> a']);
      world.table.close();
    });
  });
});
