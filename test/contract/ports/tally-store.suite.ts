import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { IssueStats } from '../../../lib/ports/issue-stats.ts';
import type { Issue, IssueStore } from '../../../lib/ports/issue-store.ts';
import type { Outbox } from '../../../lib/ports/outbox.ts';
import type { CountedEvent, IssueChange, IssueShare, Tally, TallyStore } from '../../../lib/ports/tally-store.ts';
import { issueIdOf } from '../../../lib/protocol/issue-id.ts';
import { NEWBORN } from '../../support/newborn.ts';

export interface OpenTallyStore {
  store: TallyStore;
  /** What the tally writes is read through these. */
  issues: IssueStore;
  stats: IssueStats;
  outbox: Outbox;
  totals(projectId: string, day: number): Promise<Record<string, number>>;
  /** As people do: its events are discarded from now on. */
  discard(hash: string): Promise<void>;
  close(): void;
}

const NOW = Date.parse('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;
const ID = issueIdOf('1', 1);

const hex = (number: number): string => number.toString(16).padStart(32, '0');
const counted = (event: number, message = event): CountedEvent => ({
  eventId: hex(event),
  second: NOW / 1_000,
  messageId: hex(1_000 + message),
});

const issue = (more: Partial<Issue> = {}): Issue => ({
  id: ID,
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
  birth: { hours: [[NOW, 1]], tags: [['level', 'error', 1]], users: ['00000000000000aa'] },
  users: 1,
  ...more,
});

const share = (more: Partial<IssueShare> = {}): IssueShare => ({
  issue: { kind: 'new', issue: issue() },
  events: [counted(1)],
  kept: new Set([hex(1)]),
  hours: new Map(),
  tags: [],
  newHashes: [{ hash: 'hash-1' }],
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

    const kept = async () => (await opened.issues.get([ID])).get(ID);
    const known = async (): Promise<Issue> => (await kept()) ?? issue();
    const again = async (more: Partial<IssueShare>, change: IssueChange = {}): Promise<Tally> =>
      tally({ shares: [share({ issue: { kind: 'known', issue: await known(), change }, newHashes: [], ...more })] });
    const ownerOf = async (hash: string) => (await store.findOwners('1', [hash])).get(hash);

    test('a new issue is there with its hashes, what it was born with and its totals, all at once', async () => {
      const announcement = { kind: 'new' as const, issueId: ID, eventId: hex(1) };
      const outbox = { id: hex(9), since: NOW, announcements: [announcement] };
      expect(await store.record(tally({ shares: [share({ announcement })], outbox }))).toBe('recorded');
      expect(await store.findOwners('1', ['hash-1', 'hash-2'])).toEqual(
        new Map([['hash-1', { kind: 'issue', issue: issue() }]]),
      );
      expect(await store.findOwners('2', ['hash-1'])).toEqual(new Map());
      expect((await opened.stats.hourly([issue()], NOW, NOW)).get(ID)).toEqual([{ hour: NOW, count: 1 }]);
      expect(await opened.totals('1', NOW)).toEqual({ 'error#stored#': 1 });
      expect(await opened.outbox.due(NOW + 1, 9)).toEqual([outbox]);
    });

    test('the same tally again changes nothing and says that it is outdated', async () => {
      await store.record(tally());
      expect(await store.record(tally())).toBe('outdated');
      expect((await known()).count).toBe(1);
      expect(await opened.totals('1', NOW)).toEqual({ 'error#stored#': 1 });
    });

    test('two who open an issue for the same hash do not both succeed', async () => {
      await store.record(tally());
      const id = issueIdOf('1', 2);
      const other = share({ issue: { kind: 'new', issue: issue({ id, number: 2 }) }, events: [counted(2)] });
      expect(await store.record(tally({ shares: [other] }))).toBe('outdated');
      expect(await ownerOf('hash-1')).toMatchObject({ kind: 'issue', issue: { id: ID } });
      expect((await opened.issues.get([id])).size).toBe(0);
    });

    test('a hash of an issue whose time is over is free, and goes to a new one', async () => {
      await store.record(tally({ shares: [share({ issue: { kind: 'new', issue: issue({ expires: NOW }) } })] }));
      expect(await ownerOf('hash-1')).toEqual({ kind: 'dead', issueId: ID });
      const id = issueIdOf('1', 2);
      const heir = (instead: string): Tally =>
        tally({
          shares: [
            share({
              issue: { kind: 'new', issue: issue({ id, number: 2 }) },
              events: [counted(2)],
              newHashes: [{ hash: 'hash-1', instead }],
            }),
          ],
        });
      expect(await store.record(heir(issueIdOf('1', 3)))).toBe('outdated');
      expect(await store.record(heir(ID))).toBe('recorded');
      expect(await ownerOf('hash-1')).toMatchObject({ kind: 'issue', issue: { id } });
    });

    test('a hash that people have discarded says so, and nobody takes it over', async () => {
      await store.record(tally());
      await opened.discard('hash-1');
      expect(await ownerOf('hash-1')).toMatchObject({ kind: 'discarded' });
      const heir = share({
        issue: { kind: 'new', issue: issue({ id: issueIdOf('1', 2), number: 2 }) },
        events: [counted(2)],
        newHashes: [{ hash: 'hash-1', instead: ID }],
      });
      expect(await store.record(tally({ shares: [heir] }))).toBe('outdated');
    });

    test('a known issue counts on, and its times, its title and its hashes follow', async () => {
      await store.record(tally());
      const latest = {
        title: 'RangeError: y',
        culprit: 'cart',
        level: 'fatal' as const,
        metadata: { type: 'RangeError' },
      };
      const change = {
        lastSeen: NOW + 2,
        firstSeen: NOW - 2,
        latest,
        users: 3,
        keptSlot: 7,
        expires: NOW + 9_000,
      };
      const hours = new Map([
        [NOW, 1],
        [NOW - HOUR, 1],
      ]);
      const two = { events: [counted(2), counted(3)], hours, newHashes: [{ hash: 'hash-2' }] };
      expect(await store.record(await again(two, change))).toBe('recorded');
      const { latest: _, ...rest } = change;
      expect(await kept()).toEqual(issue({ count: 3, ...rest, ...latest, hashes: ['hash-2'] }));
      expect(await ownerOf('hash-2')).toMatchObject({ kind: 'issue' });
      expect((await opened.stats.hourly([await known()], NOW - HOUR, NOW)).get(ID)).toEqual([
        { hour: NOW - HOUR, count: 1 },
        { hour: NOW, count: 2 },
      ]);
    });

    test('an event that is counted already stops the tally, also when only one of many is', async () => {
      await store.record(tally());
      expect(await store.record(await again({ events: [counted(2), counted(1)] }))).toBe('outdated');
      expect((await known()).count).toBe(1);
    });

    test('an event that another issue has counted stops the tally, too', async () => {
      await store.record(tally());
      const other = share({
        issue: { kind: 'new', issue: issue({ id: issueIdOf('1', 2), number: 2 }) },
        newHashes: [{ hash: 'hash-2' }],
      });
      expect(await store.record(tally({ shares: [other] }))).toBe('outdated');
    });

    test('a status that somebody has changed meanwhile stops the tally', async () => {
      await store.record(tally());
      const outdated = await again({ events: [counted(2)] });
      const life = (await known()).life;
      const resolved = { status: 'resolved' as const, substatus: null, life, statusChanged: NOW + 1 };
      await store.record(await again({ events: [counted(3)] }, { life: resolved }));
      expect(await kept()).toMatchObject({ status: 'resolved', substatus: null, lifeVersion: 1 });
      expect(await store.record(outdated)).toBe('outdated');
      const regressed = {
        status: 'unresolved' as const,
        substatus: 'regressed' as const,
        life,
        statusChanged: NOW + 2,
      };
      const late = await again({ events: [counted(2)] }, { life: regressed });
      expect(await store.record(late)).toBe('recorded');
      expect(await kept()).toMatchObject({ ...regressed, lifeVersion: 2 });
      expect((await opened.issues.list('1', 'unresolved', { limit: 9 })).issues).toHaveLength(1);
      expect((await opened.issues.list('1', 'resolved', { limit: 9 })).issues).toEqual([]);
    });

    test('a life that was decided on is written only if nobody has changed it meanwhile', async () => {
      await store.record(tally());
      const { life } = await known();
      const change = { status: 'unresolved' as const, substatus: 'escalating' as const, life, statusChanged: NOW + 1 };
      const late = await again({ events: [counted(3)] }, { life: change });
      await store.record(await again({ events: [counted(2)] }, { life: change }));
      expect(await store.record(late)).toBe('outdated');
    });

    test('an issue with some events stands in the order by events, and moves in it with its status', async () => {
      await store.record(tally({ shares: [share({ issue: { kind: 'new', issue: issue({ count: 9 }) } })] }));
      const ranked = async (status: 'unresolved' | 'resolved') =>
        (await opened.issues.ranks({ projectId: '1', status, by: 'events' }, { limit: 9 })).ranks.map(({ id }) => id);
      expect(await ranked('unresolved')).toEqual([]);
      await store.record(await again({ events: [counted(2)] }));
      expect(await ranked('unresolved')).toEqual([ID]);
      const { life } = await known();
      const resolved = { status: 'resolved' as const, substatus: null, life, statusChanged: NOW + 1 };
      await store.record(await again({ events: [counted(3)] }, { life: resolved }));
      expect([await ranked('unresolved'), await ranked('resolved')]).toEqual([[], [ID]]);
    });

    test('a tally planned behind one that failed puts no issue before its turn into the order by events', async () => {
      await store.record(tally({ shares: [share({ issue: { kind: 'new', issue: issue({ count: 7 }) } })] }));
      const planned = { kind: 'known' as const, issue: { ...(await known()), count: 9 }, change: {} };
      const early = tally({ shares: [share({ issue: planned, newHashes: [], events: [counted(2)] })] });
      expect(await store.record(early)).toBe('outdated');
      expect(await store.record(await again({ events: [counted(2)] }))).toBe('recorded');
      const order = { projectId: '1', status: 'unresolved' as const, by: 'events' as const };
      expect((await opened.issues.ranks(order, { limit: 9 })).ranks).toEqual([]);
    });

    test('values of tags are told by those of the birth and those that were counted since', async () => {
      await store.record(tally());
      const wanted = new Map([['release', new Set(['1.0'])]]);
      const seen = async () => (await store.seenTags([{ issue: await known(), wanted }])).get(ID);
      expect(await seen()).toEqual(new Map([['level', new Set(['error'])]]));
      const tags = [
        { key: 'release', value: '1.0', count: 1 },
        { key: 'url', value: 'https://shop.example/#pay', count: 2 },
        { key: 'url', count: 3 },
      ];
      await store.record(await again({ events: [counted(2)], tags }));
      expect(await seen()).toEqual(
        new Map([
          ['level', new Set(['error'])],
          ['release', new Set(['1.0'])],
          ['url', new Set(['https://shop.example/#pay'])],
        ]),
      );
      expect(await opened.stats.tags(await known())).toEqual([
        { key: 'level', value: 'error', count: 1 },
        { key: 'release', value: '1.0', count: 1 },
        { key: 'url', count: 3 },
        { key: 'url', value: 'https://shop.example/#pay', count: 2 },
      ]);
    });

    test('users are counted once each, however often they come', async () => {
      await store.record(tally());
      const user = (number: number) => (number * 7).toString(16).padStart(16, '0');
      const add = async (...numbers: number[]) =>
        (await store.addUsers([{ issue: await known(), hashes: numbers.map(user) }])).get(ID);
      expect(await opened.stats.users(await known())).toEqual({ users: 1, exact: true });
      expect(await add(1, 2)).toBe(3);
      expect(await add(2)).toBe(3);
      expect(await add(3, 2, 1)).toBe(4);
      expect(await opened.stats.users(await known())).toEqual({ users: 4, exact: true });
    });

    test('a receipt tells a redelivery from a second sending, and whether a payload is kept', async () => {
      const receipt = async (event: CountedEvent) => (await store.receipts('1', [event]))[0];
      expect(await receipt(counted(1))).toEqual({ state: 'none' });
      await store.record(tally());
      expect(await receipt(counted(1))).toEqual({ state: 'counted', kept: true });
      expect(await receipt(counted(1, 2))).toEqual({ state: 'duplicate' });
      await store.record(tally({ shares: [], duplicates: [counted(1, 2)] }));
      expect(await receipt(counted(1, 2))).toEqual({ state: 'duplicate_counted' });
      expect(await receipt(counted(1))).toEqual({ state: 'counted', kept: true });
      await store.record(tally({ shares: [], discarded: [counted(3)] }));
      expect(await receipt(counted(3))).toEqual({ state: 'counted', kept: false });
      expect(await store.record(tally({ shares: [], discarded: [counted(3)] }))).toBe('outdated');
    });

    test('whether a payload is kept is told of messages with any id', async () => {
      const messages = ['7fffffff', 'ffffffff'].map(end => end.padStart(32, '0'));
      const events = messages.flatMap((messageId, index) => [
        { ...counted(10 * index + 10), messageId },
        { ...counted(10 * index + 11), messageId },
      ]);
      const isKept = (_: unknown, index: number) => index % 2 === 0;
      await store.record(
        tally({ shares: [share({ events, kept: new Set(events.filter(isKept).map(one => one.eventId)) })] }),
      );
      expect(await store.receipts('1', events)).toEqual(
        events.map((_, index) => ({ state: 'counted', kept: isKept(_, index) })),
      );
    });

    test('receipts come in the order they were asked for, many at once', async () => {
      const events = Array.from({ length: 40 }, (_, index) => counted(index));
      await store.record(tally({ shares: [share({ events: events.filter((_, index) => index % 2 === 0) })] }));
      const states = await store.receipts('1', events);
      expect(states.map(({ state }) => state)).toEqual(
        events.map((_, index) => (index % 2 === 0 ? 'counted' : 'none')),
      );
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

    test('a share says how many rows it takes, and its events into which receipts they go', async () => {
      expect(store.rowsOf(share())).toBe(2);
      const hours = new Map([
        [NOW, 1],
        [NOW - HOUR, 1],
        [NOW - 24 * HOUR, 1],
      ]);
      const tags = [{ key: 'level', value: 'error', count: 3 }];
      expect(store.rowsOf(share({ hours, tags }))).toBe(5);
      const receipts = new Set(Array.from({ length: 256 }, (_, index) => store.receiptOf('1', counted(index))));
      expect(receipts.size).toBe(12);
      expect(store.receiptOf('1', counted(1, 5))).toBe(store.receiptOf('1', counted(1, 6)));
    });
  });
};
