import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EventStore, StoredEvent } from '../../../lib/ports/event-store.ts';

export interface OpenEventStore {
  store: EventStore;
  close(): void;
}

export const NOW = Date.parse('2026-11-22T12:00:00Z');
const DAY = 24 * 3_600_000;

const id = (number: number): string => number.toString(16).padStart(32, '0');

const event = (number: number, more: Partial<StoredEvent> = {}): StoredEvent => ({
  projectId: '1',
  issueId: '1001',
  eventId: id(number),
  timestamp: NOW - number * 1_000,
  received: NOW - number * 1_000 + 250,
  expires: NOW + 90 * DAY,
  event: {
    event_id: id(number),
    type: 'error',
    timestamp: NOW / 1_000,
    received: NOW / 1_000,
    level: 'error',
    platform: 'node',
  },
  ...more,
});

export const describeEventStore = (name: string, open: () => Promise<OpenEventStore>): void => {
  describe(`event store: ${name}`, () => {
    let opened: OpenEventStore;
    let store: EventStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const ids = async (issueId: string, options: { limit: number; cursor?: string }) =>
      (await store.listByIssue(issueId, options)).events.map(({ eventId }) => eventId);

    test('an event comes back as it was put, by its project and id', async () => {
      await store.put([event(1)]);
      expect(await store.get('1', id(1))).toEqual(event(1));
      expect(await store.get('2', id(1))).toBeUndefined();
      expect(await store.get('1', id(2))).toBeUndefined();
    });

    test('what a kept event has become takes its place; one that is not kept does not come back', async () => {
      await store.put([event(1)]);
      const after = { ...event(1), event: { ...event(1).event, platform: 'javascript' } };
      expect(await store.replace(after)).toBe(true);
      expect(await store.get('1', id(1))).toEqual(after);
      expect(await ids('1001', { limit: 10 })).toEqual([id(1)]);
      const large = {
        ...event(2).event,
        extra: { text: Array.from({ length: 60_000 }, (_, at) => Math.sin(at)).join() },
      };
      expect(await store.replace(event(2, { event: large }))).toBe(false);
      expect(await store.get('1', id(2))).toBeUndefined();
    });

    test('which issues events belong to is known without reading them, of those that are there', async () => {
      await store.put([event(1), event(2, { issueId: '1002' })]);
      expect(await store.issuesOf('1', [id(1), id(2), id(3), id(1)])).toEqual(
        new Map([
          [id(1), '1001'],
          [id(2), '1002'],
        ]),
      );
      expect(await store.issuesOf('2', [id(1)])).toEqual(new Map());
      expect(await store.issuesOf('1', [])).toEqual(new Map());
    });

    test('events of an issue are given to another; those that are not its stay, and so does what they have become', async () => {
      await store.put([event(1), event(2), event(3), event(4, { issueId: '1003' })]);
      for (const _time of ['once', 'twice']) {
        await store.move('1', [id(1), id(2), id(4), id(9)], { from: '1001', to: '1002' });
        expect(await ids('1002', { limit: 10 })).toEqual([id(1), id(2)]);
        expect(await ids('1001', { limit: 10 })).toEqual([id(3)]);
        expect(await ids('1003', { limit: 10 })).toEqual([id(4)]);
      }
      expect(await store.get('1', id(1))).toEqual(event(1, { issueId: '1002' }));
      // Whoever has read one before it was moved does not move it back.
      const after = { ...event(1), event: { ...event(1).event, platform: 'javascript' } };
      expect(await store.replace(after)).toBe(true);
      expect(await store.get('1', id(1))).toEqual({ ...after, issueId: '1002' });
      expect(await ids('1001', { limit: 10 })).toEqual([id(3)]);
    });

    test('many events are put at once, and twice is as good as once', async () => {
      const events = Array.from({ length: 60 }, (_, index) => event(index));
      await store.put(events);
      await store.put(events);
      expect(await ids('1001', { limit: 100 })).toEqual(events.map(({ eventId }) => eventId));
    });

    test('an event of more than the table takes comes back whole', async () => {
      // Noise, so that no compression makes it small.
      let seed = 1;
      const noise = Array.from({ length: 600_000 }, () => {
        seed = (seed * 48_271) % 2_147_483_647;
        return String.fromCharCode(33 + (seed % 90));
      }).join('');
      const big = event(1, { event: { ...event(1).event, extra: { noise } } });
      await store.put([big]);
      expect(await store.get('1', id(1))).toEqual(big);
    });

    test('events that share an object come back each by itself, with their times', async () => {
      const rich = Array.from({ length: 7 }, (_, index) =>
        event(index, {
          queued: NOW + index,
          digested: NOW + index + 1,
          event: {
            ...event(index).event,
            extra: { noise: Array.from({ length: 90 }, (__, n) => (n * n * (index + 7)) % 1_009) },
          },
        }),
      );
      await store.put(rich);
      for (const one of rich) expect(await store.get('1', one.eventId)).toEqual(one);
      expect((await store.listByIssue('1001', { limit: 10 })).events).toEqual(rich);
    });

    test('what is kept already is not overwritten by putting what is missing', async () => {
      await store.put([event(1)]);
      await store.putMissing([event(1, { issueId: '1002' }), event(2)]);
      expect((await store.get('1', id(1)))?.issueId).toBe('1001');
      expect(await store.get('1', id(2))).toEqual(event(2));
    });

    test('the events of an issue are listed newest first, page by page', async () => {
      await store.put([event(3), event(1), event(4), event(2), event(5, { issueId: '1002' })]);
      const first = await store.listByIssue('1001', { limit: 3 });
      expect(first.events.map(({ eventId }) => eventId)).toEqual([id(1), id(2), id(3)]);
      const second = await store.listByIssue('1001', { limit: 3, cursor: first.next ?? '' });
      expect(second.events).toEqual([event(4)]);
      expect(second.next).toBeUndefined();
    });

    test('a cursor that was made up neither breaks a list nor leads out of it', async () => {
      await store.put([event(1), event(2), event(3, { issueId: '1002' }), event(4, { issueId: '1002' })]);
      const { next = '' } = await store.listByIssue('1002', { limit: 1 });
      const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      for (const cursor of [
        next,
        made(['a', 'b', '']),
        made(['a', 'b', 'c']),
        made([['gsi2pk', 'ISSUE#1002']]),
        made('x'),
      ]) {
        const page = await store.listByIssue('1001', { limit: 10, cursor });
        expect(page.events.every(({ issueId }) => issueId === '1001')).toBe(true);
      }
    });

    test('one goes from an event to the next and the one before, up to the ends', async () => {
      await store.put([event(1), event(2), event(3)]);
      expect(await store.neighbour('1001', event(2), 'next')).toBe(id(1));
      expect(await store.neighbour('1001', event(2), 'previous')).toBe(id(3));
      expect(await store.neighbour('1001', event(1), 'next')).toBeUndefined();
      expect(await store.neighbour('1001', event(3), 'previous')).toBeUndefined();
    });

    test('the events of several issues are one list, whose pages join and where each leads to the next', async () => {
      await store.put(
        Array.from({ length: 9 }, (_, number) => event(number, { issueId: String(1_001 + (number % 3)) })),
      );
      const all = ['1001', '1002', '1003'];
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.listByIssue(all, { limit: 4, ...(cursor && { cursor }) });
        found.push(...page.events.map(({ eventId }) => eventId));
        cursor = page.next;
      } while (cursor);
      expect(found).toEqual(Array.from({ length: 9 }, (_, number) => id(number)));
      expect(await store.neighbour(all, event(4), 'next')).toBe(id(3));
      expect(await store.neighbour(all, event(4), 'previous')).toBe(id(5));
      expect([(await store.edge(all, 'newest'))?.eventId, (await store.edge(all, 'oldest'))?.eventId]).toEqual([
        id(0),
        id(8),
      ]);
    });

    test('the newest and the oldest event are known, and none of an issue without events', async () => {
      await store.put([event(2), event(1), event(3)]);
      expect((await store.edge('1001', 'newest'))?.eventId).toBe(id(1));
      expect((await store.edge('1001', 'oldest'))?.eventId).toBe(id(3));
      expect(await store.edge('1002', 'newest')).toBeUndefined();
    });

    test('an event whose time is over is not shown, though it may lie there still', async () => {
      await store.put([event(1, { expires: NOW - 1_000 }), event(2)]);
      expect(await store.get('1', id(1))).toBeUndefined();
      expect(await ids('1001', { limit: 10 })).toEqual([id(2)]);
    });
  });
};
