import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Regrouping, RegroupingStore } from '../../../lib/ports/regrouping-store.ts';

export interface OpenRegroupingStore {
  store: RegroupingStore;
  close(): void;
}

const hex = (digit: string): string => digit.repeat(32);
/** 64 kB, each character two in JSON. */
const LONG = '"\\\n'.repeat(21_000);

const regrouping = (id: string, more: Partial<Regrouping> = {}): Regrouping => ({
  projectId: '1',
  id,
  at: 1_795_377_600_000,
  user: { id: 'me', name: 'me@example.com' },
  state: 'applying',
  steps: [
    { kind: 'attach', issueId: '17', hashes: [hex('a')] },
    { kind: 'join', into: '17', id: '18', shown: ['19'], shortIds: ['WEB-1', 'WEB-2'] },
  ],
  done: 0,
  faults: [],
  ...more,
});

export const describeRegroupingStore = (name: string, open: () => Promise<OpenRegroupingStore>): void => {
  describe(`regrouping store: ${name}`, () => {
    let opened: OpenRegroupingStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    test('what was added is found by its project, with rules of any length', async () => {
      const rules = {
        before: { groupingEnhancements: '', fingerprintingRules: LONG },
        after: { groupingEnhancements: LONG, fingerprintingRules: '' },
      };
      await opened.store.add(regrouping(hex('1'), { rules }));
      expect(await opened.store.get('1', hex('1'))).toEqual(regrouping(hex('1'), { rules }));
      expect(await opened.store.get('2', hex('1'))).toBeUndefined();
      expect(await opened.store.get('1', 'no id')).toBeUndefined();
    });

    test('they are listed from the newest, page by page', async () => {
      for (const digit of ['1', '3', '2']) await opened.store.add(regrouping(hex(digit)));
      await opened.store.add(regrouping(hex('9'), { projectId: '2' }));
      const first = await opened.store.list('1', { limit: 2 });
      expect(first.regroupings.map(({ id }) => id)).toEqual([hex('3'), hex('2')]);
      const second = await opened.store.list('1', { limit: 2, cursor: first.next ?? '' });
      expect(second.regroupings.map(({ id }) => id)).toEqual([hex('1')]);
      expect((await opened.store.list('1', { limit: 2, cursor: 'anything' })).regroupings).toBeDefined();
    });

    test('of two that bring it on from the same place one is told that it was too late', async () => {
      const begun = regrouping(hex('1'));
      await opened.store.add(begun);
      const faults = [{ step: 0, why: 'full' as const }];
      expect(await opened.store.advance(begun, { state: 'applying', done: 1, faults })).toBe(true);
      expect(await opened.store.advance(begun, { state: 'undoing', done: 0, faults: [] })).toBe(false);
      expect(await opened.store.get('1', hex('1'))).toEqual({ ...begun, done: 1, faults });
      expect(await opened.store.advance({ ...begun, id: hex('2') }, { state: 'applied', done: 1, faults })).toBe(false);
      expect(await opened.store.get('1', hex('2'))).toBeUndefined();
    });
  });
};
