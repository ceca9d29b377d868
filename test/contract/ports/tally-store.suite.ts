import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Issue, IssueStore } from '../../../lib/ports/issue-store.ts';
import type { Announcement, Outbox } from '../../../lib/ports/outbox.ts';
import type { CountedEvent, IssueShare, Tally, TallyStore } from '../../../lib/ports/tally-store.ts';
import { NEWBORN } from '../../support/newborn.ts';

export interface OpenTallyStore {
  store: TallyStore;
  /** What the tally writes is read through these. */
  issues: IssueStore;
  outbox: Outbox;
  totals(projectId: string, day: number): Promise<Record<string, number>>;
  close(): void;
}

const NOW = Date.parse('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;

const hex = (number: number): string => number.toString(16).padStart(32, '0');
const counted = (event: number, message = event): CountedEvent => ({
  eventId: hex(event),
  second: NOW / 1_000,
  messageId: hex(1_000 + message),
});

const issue = (more: Partial<Issue> = {}): Issue => ({
  id: '1001',
  number: 1,
  shortId: 'WEB-1',
  projectId: '1',
  organization: 'acme',
  projectSlug: 'web',
  title: 'TypeError: x',
  culprit: 'pay',
  type: 'error',
  metadata: { type: 'TypeError' },
  level: 'error',
  platform: 'javascript',
  status: 'unresolved',
  substatus: 'new',
  statusChanged: NOW,
  count: 1,
  firstSeen: NOW,
  lastSeen: NOW,
  ...NEWBORN,
  ...more,
});

const share = (more: Partial<IssueShare> = {}): IssueShare => ({
  issue: { kind: 'new', issue: issue() },
  events: [counted(1)],
  duplicates: [],
  hours: new Map([[NOW, 1]]),
  newHashes: ['hash-1'],
  ...more,
});

const tally = (more: Partial<Tally> = {}): Tally => ({
  projectId: '1',
  shares: [share()],
  messages: [],
  totals: [{ hour: NOW, outcome: { category: 'error', outcome: 'stored', reason: '', quantity: 1 } }],
  ...more,
});

export const describeTallyStore = (name: string, open: () => Promise<OpenTallyStore>): void => {
  describe(`tally store: ${name}`, () => {
    let opened: OpenTallyStore;
    let store: TallyStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const kept = async () => (await opened.issues.get(['1001'])).get('1001');
    const known = async (): Promise<Issue> => (await kept()) ?? issue();
    const again = async (more: Partial<IssueShare>, change = {}): Promise<Tally> =>
      tally({ shares: [share({ issue: { kind: 'known', issue: await known(), change }, newHashes: [], ...more })] });

    test('a new issue is there with its hashes, its hours and its totals, all at once', async () => {
      const announcement: Announcement = { kind: 'new', issueId: '1001', eventId: hex(1), since: NOW };
      expect(await store.record(tally({ shares: [share({ announcement })] }))).toBe('recorded');
      expect(await store.findIssues('1', ['hash-1', 'hash-2'])).toEqual(new Map([['hash-1', issue()]]));
      expect(await store.findIssues('2', ['hash-1'])).toEqual(new Map());
      expect(await opened.issues.hourly('1001', NOW, NOW)).toEqual([{ hour: NOW, count: 1 }]);
      expect((await opened.issues.findByShortId('acme', 'WEB-1'))?.id).toBe('1001');
      expect(await opened.totals('1', NOW)).toEqual({ 'error#stored#': 1 });
      expect(await opened.outbox.of(['1001'])).toEqual([announcement]);
    });

    test('the same tally again changes nothing and says that it is outdated', async () => {
      await store.record(tally());
      expect(await store.record(tally())).toBe('outdated');
      expect((await known()).count).toBe(1);
      expect(await opened.totals('1', NOW)).toEqual({ 'error#stored#': 1 });
    });

    test('two who open an issue for the same hash do not both succeed', async () => {
      await store.record(tally());
      const other = share({
        issue: { kind: 'new', issue: issue({ id: '1002', shortId: 'WEB-2' }) },
        events: [counted(2)],
      });
      expect(await store.record(tally({ shares: [other] }))).toBe('outdated');
      expect((await store.findIssues('1', ['hash-1'])).get('hash-1')?.id).toBe('1001');
      expect(await opened.issues.findByShortId('acme', 'WEB-2')).toBeUndefined();
    });

    test('a known issue counts on, and its times and its title follow', async () => {
      await store.record(tally());
      const latest = {
        title: 'RangeError: y',
        culprit: 'cart',
        level: 'fatal' as const,
        metadata: { type: 'RangeError' },
      };
      const change = { lastSeen: NOW + 2, firstSeen: NOW - 2, latest };
      const hours = new Map([
        [NOW, 1],
        [NOW - HOUR, 1],
      ]);
      expect(await store.record(await again({ events: [counted(2), counted(3)], hours }, change))).toBe('recorded');
      expect(await kept()).toEqual(issue({ count: 3, lastSeen: NOW + 2, firstSeen: NOW - 2, ...latest }));
      expect(await opened.issues.hourly('1001', NOW - HOUR, NOW)).toEqual([
        { hour: NOW - HOUR, count: 1 },
        { hour: NOW, count: 2 },
      ]);
    });

    test('an event that is counted already stops the tally, also when only one of many is', async () => {
      await store.record(tally());
      expect(await store.record(await again({ events: [counted(2), counted(1)] }))).toBe('outdated');
      expect((await known()).count).toBe(1);
    });

    test('a status that somebody has changed meanwhile stops the tally', async () => {
      await store.record(tally());
      const outdated = await again({ events: [counted(2)] });
      await opened.issues.setStatus('1001', { status: 'resolved', substatus: null, at: NOW + 1 });
      expect(await store.record(outdated)).toBe('outdated');
      const reopened = { substatus: 'regressed' as const, at: NOW + 2 };
      expect(await store.record(await again({ events: [counted(2)] }, { reopened }))).toBe('recorded');
      expect(await kept()).toMatchObject({ status: 'unresolved', substatus: 'regressed', statusChanged: NOW + 2 });
      expect((await opened.issues.list('1', 'unresolved', { limit: 9 })).issues).toHaveLength(1);
    });

    test('a receipt tells a redelivery from a second sending', async () => {
      const receipt = async (event: CountedEvent) => (await store.receipts([{ issueId: '1001', event }]))[0];
      expect(await receipt(counted(1))).toBe('none');
      await store.record(tally());
      expect(await receipt(counted(1))).toBe('counted');
      expect(await receipt(counted(1, 2))).toBe('duplicate');
      await store.record(await again({ events: [], hours: new Map(), duplicates: [counted(1, 2)] }));
      expect(await receipt(counted(1, 2))).toBe('duplicate_counted');
      expect(await receipt(counted(1))).toBe('counted');
      expect(await receipt(counted(3))).toBe('none');
    });

    test('receipts come in the order they were asked for, many at once', async () => {
      const events = Array.from({ length: 40 }, (_, index) => counted(index));
      await store.record(tally({ shares: [share({ events: events.filter((_, index) => index % 2 === 0) })] }));
      const states = await store.receipts(events.map(event => ({ issueId: '1001', event })));
      expect(states).toEqual(events.map((_, index) => (index % 2 === 0 ? 'counted' : 'none')));
    });

    test('the fates that a message brings are counted once a message', async () => {
      const message = { messageId: hex(7), second: NOW / 1_000 };
      const totals = [
        {
          hour: NOW,
          outcome: {
            category: 'error' as const,
            outcome: 'client_discard' as const,
            reason: 'before_send' as const,
            quantity: 4,
          },
        },
      ];
      expect(await store.record(tally({ shares: [], messages: [message], totals }))).toBe('recorded');
      expect(await store.countedMessages('1', [message, { ...message, messageId: hex(8) }])).toEqual(new Set([hex(7)]));
      expect(await store.record(tally({ shares: [], messages: [message], totals }))).toBe('outdated');
      expect(await opened.totals('1', NOW)).toEqual({ 'error#client_discard#before_send': 4 });
    });

    test('short ids are nobody else’s, also when many ask at once', async () => {
      const firsts = await Promise.all([3, 1, 5, 2].map(count => store.reserveShortIds('1', count)));
      const taken = firsts.flatMap((first, index) =>
        Array.from({ length: [3, 1, 5, 2][index] ?? 0 }, (_, n) => first + n),
      );
      expect(taken.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      expect(await store.reserveShortIds('2', 1)).toBe(1);
    });

    test('a share says how many items it takes', async () => {
      expect(store.sizeOf(share())).toEqual({ items: 5, names: 1 });
      const events = Array.from({ length: 50 }, (_, index) => counted(index * 8));
      expect(store.sizeOf(share({ events })).names).toBe(50);
    });
  });
};
