import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeadLetter, DeadLetterStore } from '../../../lib/ports/dead-letter-store.ts';

export const NOW = Date.parse('2026-11-22T12:00:00Z');

export interface OpenDeadLetterStore {
  store: DeadLetterStore;
  close(): void;
}

const id = (n: number) => n.toString(16).padStart(32, '0');
const SHOP = { organization: 'acme', projectId: '1', projectSlug: 'shop' };
const API = { organization: 'acme', projectId: '2', projectSlug: 'api' };
const OTHER = { organization: 'other', projectId: '3', projectSlug: 'secret' };

export const letter = (n: number, more: Partial<DeadLetter> = {}): DeadLetter => ({
  id: id(n),
  origin: SHOP,
  reason: 'digest_failed',
  error: 'TypeError: x is undefined',
  recordId: 'record',
  received: NOW - 60_000,
  queued: NOW - 59_000,
  buried: NOW - n * 1_000,
  tries: 4,
  redrives: 0,
  held: [{ category: 'error', quantity: 1 }],
  eventIds: [id(0xe00 + n)],
  body: { key: `dead-letters/1/2026-11-22/${id(n)}`, form: 'text', bytes: 2 },
  expires: NOW + 86_400_000,
  ...more,
});

export const describeDeadLetterStore = (
  name: string,
  open: (clock: { now(): number }) => Promise<OpenDeadLetterStore>,
): void => {
  describe(`dead-letter store: ${name}`, () => {
    let now = NOW;
    let opened: OpenDeadLetterStore;
    let store: DeadLetterStore;
    beforeEach(async () => {
      now = NOW;
      opened = await open({ now: () => now });
      store = opened.store;
    });
    afterEach(() => opened.close());

    const ids = async (query: Partial<Parameters<DeadLetterStore['list']>[0]>) =>
      (await store.list({ organization: 'acme', limit: 10, ...query })).letters.map(one => one.id);

    test('a letter comes back as it was written, whatever it lacks', async () => {
      const { origin: _, body: __, received: ___, queued: ____, ...bare } = letter(2, { held: [], eventIds: [] });
      for (const one of [letter(1), bare]) {
        await store.bury(one, undefined);
        expect(await store.get(one.id)).toEqual(one);
      }
      expect(await store.get(id(9))).toBeUndefined();
    });

    test('letters are listed latest first, by organization, project and reason', async () => {
      const { origin: _, ...nobodys } = letter(5);
      const all = [letter(3), letter(1), letter(2, { origin: API }), letter(4, { reason: 'unreadable' }), nobodys];
      for (const one of [...all, letter(6, { origin: OTHER })]) await store.bury(one, undefined);
      expect(await ids({})).toEqual([id(1), id(2), id(3), id(4)]);
      expect(await ids({ projectId: '1' })).toEqual([id(1), id(3), id(4)]);
      expect(await ids({ reason: 'unreadable' })).toEqual([id(4)]);
      expect(await ids({ projectId: '2', reason: 'unreadable' })).toEqual([]);
      expect((await store.list({ limit: 10 })).letters.map(one => one.id)).toEqual([id(5)]);
      expect(await ids({ projectId: '3' })).toEqual([]);
    });

    test('pages follow each other without a gap, also where a reason is rare', async () => {
      for (let n = 1; n <= 25; n++)
        await store.bury(letter(n, { reason: n % 12 === 0 ? 'too_large' : 'digest_failed' }), undefined);
      const read = async (query: { reason?: 'too_large' }) => {
        const found: string[] = [];
        for (let cursor: string | undefined = ''; cursor !== undefined; ) {
          const page = await store.list({ organization: 'acme', limit: 4, ...query, ...(cursor && { cursor }) });
          found.push(...page.letters.map(one => one.id));
          cursor = page.next;
        }
        return found;
      };
      expect(await read({})).toEqual(Array.from({ length: 25 }, (_, n) => id(n + 1)));
      expect(await read({ reason: 'too_large' })).toEqual([id(12), id(24)]);
    });

    test('an event leads to its letter, within its project', async () => {
      await store.bury(letter(1), undefined);
      expect((await store.ofEvent('1', id(0xe01)))?.id).toBe(id(1));
      expect(await store.ofEvent('2', id(0xe01))).toBeUndefined();
      expect(await store.ofEvent('1', id(0xe02))).toBeUndefined();
      await store.delete(letter(1));
      expect(await store.ofEvent('1', id(0xe01))).toBeUndefined();
    });

    test('what people have dealt with does not come back when a late twin buries it again', async () => {
      await store.bury(letter(1), undefined);
      await store.delete(letter(1));
      await store.delete(letter(1));
      await store.bury(letter(1), undefined);
      expect(await store.get(id(1))).toBeUndefined();
    });

    test('what was sent again and given up again is one letter, and deleting the earlier one does not take it away', async () => {
      await store.bury(letter(1), undefined);
      await store.bury(letter(1, { redrives: 1, reason: 'too_large' }), undefined);
      await store.delete({ id: id(1), redrives: 0 });
      expect(await store.get(id(1))).toMatchObject({ redrives: 1, reason: 'too_large' });
      expect(await ids({})).toEqual([id(1)]);
    });

    test('a letter whose time is over is gone everywhere', async () => {
      await store.bury(letter(1), undefined);
      now = letter(1).expires;
      expect(await store.get(id(1))).toBeUndefined();
      expect(await ids({})).toEqual([]);
      expect(await store.ofEvent('1', id(0xe01))).toBeUndefined();
    });

    test('a cursor that was made up leads nowhere else', async () => {
      await store.bury(letter(1), undefined);
      await store.bury(letter(2, { origin: OTHER }), undefined);
      const forged = Buffer.from(JSON.stringify([`DEADLETTER#${id(2)}`, 'META', 'zzz'])).toString('base64url');
      for (const cursor of [forged, 'x']) {
        const { letters } = await store.list({ organization: 'acme', limit: 10, cursor });
        expect(letters.every(({ origin }) => origin?.organization === 'acme')).toBe(true);
      }
    });
  });
};
