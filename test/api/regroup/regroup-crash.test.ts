import { describe, expect, test } from '@jest/globals';
import { beginRegrouping } from '../../../lib/api/regroup/begin-regrouping.ts';
import { runRegrouping } from '../../../lib/api/regroup/run-regrouping.ts';
import { NOW } from '../../support/digester.ts';
import { onEachEngine } from '../../support/each-engine.ts';
import { beginWorld, EVERY_CALL, HEARD_MS, ME, type World } from './regroup-world.ts';

const RULES = 'function:pay -> sale\nfunction:ship -> sale\nfunction:bill -> sale\n';
const SALE = { fingerprintingRules: RULES };

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
      const world = await beginWorld(open);
      const { send, seen, regroup, undo, wait, rules, table } = world;
      await stock(world);
      await regroup(SALE);
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
          const world = await beginWorld(open);
          await stock(world);
          const died = [await world.insist(call, after, () => world.regroup(SALE))];
          expect(await world.seen()).toEqual(REGROUPED);
          await world.send('note', 'ship', 'bill');
          died.push(await world.insist(call, after, () => world.undo()));
          expect(await world.seen()).toEqual({ ...BEFORE, bill: [2, 2, 2], ship: [5, 5, 5] });
          expect(await world.rules()).toBe('');
          world.table.close();
          unharmed = !died.includes(true);
        }
      }
    });

    test('what died half done is taken back at once', async () => {
      const every = EVERY_CALL || (engine === 'embedded' ? 3 : 11);
      for (const after of [false, true]) {
        let died = true;
        for (let call = 1; died; call += every) {
          const world = await beginWorld(open);
          await stock(world);
          died = await world.dies(call, after, () => world.regroup(SALE));
          if (await world.latest()) await world.undo();
          expect([await world.seen(), (await world.rules()) ?? '']).toEqual([BEFORE, '']);
          world.table.close();
        }
      }
    });

    test('one that is taken back while it is at work leaves nothing behind', async () => {
      for (let place = 0; place < 4; place++) {
        const world = await beginWorld(open);
        await stock(world);
        const begun = await beginRegrouping(world.deps, '1', { rules: SALE, user: ME });
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
      const world = await beginWorld(open);
      const { issues, shown, regroup, undo, seen } = world;
      await stock(world);
      await regroup(SALE);
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
      const world = await beginWorld(open);
      await stock(world);
      await world.regroup(SALE);
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
