import { describe, expect, test } from '@jest/globals';
import { beginRegrouping } from '../../../lib/api/regroup/begin-regrouping.ts';
import { runRegrouping } from '../../../lib/api/regroup/run-regrouping.ts';
import { NO_GROUPING_SETTINGS } from '../../../lib/ports/grouping-store.ts';
import { NOW } from '../../support/digester.ts';
import { onEachEngine } from '../../support/each-engine.ts';
import { beginWorld, EVERY_CALL, HEARD_MS, ME, type World } from './regroup-world.ts';

const HOUR = 3_600_000;
const JOINING = 'function:pay -> sale\nfunction:ship -> sale\nfunction:bill -> sale\n';
/** Each function is an issue of its own again. */
const APART = { fingerprintingRules: '' };

/** An issue of three bugs, by a rule that made them one; of one of them there is an issue from before. */
const stock = async (world: World): Promise<void> => {
  await world.send('ship', 'other');
  await setRules(world, JOINING);
  const by = (user: string, tag: string) => ({
    user: { id: user },
    tags: [['tag', tag]] satisfies [string, string][],
    release: `${tag}.0`,
  });
  await world.sendOf(by('ann', 'a'), 'bill', 'pay');
  world.wait(HOUR);
  await world.sendOf(by('ben', 'b'), 'pay', 'ship');
  world.wait(25 * HOUR);
  await world.sendOf(by('ann', 'b'), 'ship', 'pay');
};

const setRules = async (world: World, fingerprintingRules: string): Promise<void> => {
  const settings = { ...NO_GROUPING_SETTINGS, fingerprintingRules, lastUpdated: world.now() };
  await world.deps.grouping.set('1', settings);
  world.wait(HEARD_MS);
};

type Row = [count: number, hours: number, events: number, users: number, tags: string];

/** What people see of each issue: its count, sum of hours, kept events, users, and how often it has each value of a tag. */
const seen = async (world: World): Promise<Record<string, unknown>> => Object.fromEntries((await rows(world)).sort());

const rows = async (world: World): Promise<[name: string, row: Row][]> => {
  const all = (await world.shown()).map(async (issue): Promise<[string, Row]> => {
    const hours = (await world.stats.hourly([issue], NOW - HOUR, world.now() + HOUR)).get(issue.id) ?? [];
    const { events } = await world.events.listByIssue([issue.id, ...(issue.merged?.ids ?? [])], { limit: 99 });
    const tags = (await world.stats.tags(issue)).filter(({ key }) => key === 'tag');
    const { users } = await world.stats.users(issue);
    expect(issue.users).toBe(users);
    const sum = hours.reduce((total, { count }) => total + count, 0);
    const named = tags.map(({ value, count }) => `${value}${count}`).toSorted();
    const name = String(issue.metadata.value).split(' ')[0] ?? '';
    return [name, [issue.count, sum, events.length, users, named.join()]];
  });
  return Promise.all(all);
};

/** So many events are counted, and each issue has as many in its hours and in its list. */
const expectExact = async (world: World, events: number): Promise<void> => {
  const all = (await rows(world)).map(([, row]) => row);
  expect(all.reduce((sum, [count]) => sum + count, 0)).toBe(events);
  for (const [count, hours, listed] of all) expect([hours, listed]).toEqual([count, count]);
};

const BEFORE = { other: [1, 1, 1, 0, ''], pay: [6, 6, 6, 2, 'a2,b4'], ship: [1, 1, 1, 0, ''] };
const SPLIT = {
  bill: [1, 1, 1, 1, 'a1'],
  other: [1, 1, 1, 0, ''],
  pay: [3, 3, 3, 2, 'a1,b2'],
  ship: [3, 3, 3, 2, 'b2'],
};

onEachEngine((engine, open) => {
  describe(`regrouping an issue that falls apart: ${engine}`, () => {
    test('its events go where they belong, with all that was counted of them, and what comes is told apart', async () => {
      const world = await beginWorld(open);
      await stock(world);
      expect(await seen(world)).toEqual(BEFORE);
      await world.regroup(APART);
      expect(await seen(world)).toEqual(SPLIT);
      expect((await world.latest())?.faults).toEqual([]);
      world.wait(HEARD_MS);
      await world.sendOf({ user: { id: 'ben' }, tags: [['tag', 'c']] }, 'bill', 'ship', 'pay');
      const more = {
        bill: [2, 2, 2, 2, 'a1,c1'],
        other: [1, 1, 1, 0, ''],
        pay: [4, 4, 4, 2, 'a1,b2,c1'],
        ship: [4, 4, 4, 2, 'b2,c1'],
      };
      expect(await seen(world)).toEqual(more);
      await world.undo();
      expect(await seen(world)).toEqual({
        other: [1, 1, 1, 0, ''],
        pay: [8, 8, 8, 2, 'a2,b4,c2'],
        ship: [2, 2, 2, 1, 'c1'],
      });
      expect(await world.rules()).toBe(JOINING);
      world.table.close();
    });

    test('what was taken back can be done again, with other rules too', async () => {
      const world = await beginWorld(open);
      await stock(world);
      for (const _time of [1, 2]) {
        await world.regroup(APART);
        expect(await seen(world)).toEqual(SPLIT);
        await world.undo();
        expect(await seen(world)).toEqual(BEFORE);
      }
      await world.regroup({ fingerprintingRules: 'function:pay -> sale\nfunction:bill -> sale\n' });
      expect(await seen(world)).toEqual({
        other: [1, 1, 1, 0, ''],
        pay: [4, 4, 4, 2, 'a2,b2'],
        ship: [3, 3, 3, 2, 'b2'],
      });
      world.table.close();
    });

    test('whoever dies at any call, regrouping or taking back, and asks again: nothing is lost or counted twice', async () => {
      const every = EVERY_CALL || (engine === 'embedded' ? 5 : 17);
      for (const after of [false, true]) {
        let unharmed = false;
        for (let call = 1; !unharmed; call += every) {
          const world = await beginWorld(open);
          await stock(world);
          const died = [await world.insist(call, after, () => world.regroup(APART))];
          expect(await seen(world)).toEqual(SPLIT);
          died.push(await world.insist(call, after, () => world.undo()));
          expect(await seen(world)).toEqual(BEFORE);
          expect(await world.rules()).toBe(JOINING);
          world.table.close();
          unharmed = !died.includes(true);
        }
      }
    });

    test('what died half done is taken back at once, and nobody has seen a wrong count in between', async () => {
      const every = EVERY_CALL || (engine === 'embedded' ? 4 : 17);
      for (const after of [false, true]) {
        let died = true;
        for (let call = 1; died; call += every) {
          const world = await beginWorld(open);
          await stock(world);
          died = await world.dies(call, after, () => world.regroup(APART));
          await expectExact(world, 8);
          if (await world.latest()) await world.undo();
          expect(await seen(world)).toEqual(BEFORE);
          world.table.close();
        }
      }
    });

    test('events that come while it is at work are counted once, each with its issue', async () => {
      const world = await beginWorld(open);
      await stock(world);
      const begun = await beginRegrouping(world.deps, '1', { rules: APART, user: ME });
      const { carve, unmerge } = world.deps.issues;
      const pour = () => world.sendOf({ user: { id: 'eve' }, tags: [['tag', 'z']] }, 'bill', 'pay');
      let [poured, unmerged] = [0, 0];
      const meddled = {
        ...world.deps.issues,
        carve: async (...asked: Parameters<typeof carve>) => {
          // After the events were looked at, and before they are carved out: they are looked at again.
          if (poured === 0) await pour();
          poured = 1;
          return carve(...asked);
        },
        unmerge: async (...asked: Parameters<typeof unmerge>) => {
          await pour();
          unmerged++;
          return unmerge(...asked);
        },
      };
      const after = await runRegrouping({ ...world.deps, issues: meddled }, begun);
      expect([after.state, after.faults]).toEqual(['applied', []]);
      // Digests have not heard yet: they count by the rule that there was.
      await expectExact(world, 8 + 2 * (poured + unmerged));
      expect(unmerged).toBe(2);
      expect(await seen(world)).toMatchObject({ bill: SPLIT.bill, ship: SPLIT.ship });
      world.table.close();
    });
  });
});
