import { afterEach, describe, expect, test } from '@jest/globals';
import { dynamoActivityStore } from '../../../lib/aws/activity-store.ts';
import { dynamoArchiveWindows } from '../../../lib/aws/archive-windows.ts';
import { dynamoDueStore } from '../../../lib/aws/due-store.ts';
import { dynamoMarkStore } from '../../../lib/aws/mark-store.ts';
import { dynamoOwnershipStore } from '../../../lib/aws/ownership-store.ts';
import { dynamoPendingResolutions } from '../../../lib/aws/pending-resolutions.ts';
import { dynamoResolveAgeStore } from '../../../lib/aws/resolve-age-store.ts';
import { dynamoStaleIssues } from '../../../lib/aws/stale-issues.ts';
import { dynamoThresholdStore } from '../../../lib/aws/threshold-store.ts';
import { dynamoTombstoneStore } from '../../../lib/aws/tombstone-store.ts';
import { digestBatch } from '../../../lib/digest/digest-batch.ts';
import { changeOf } from '../../../lib/life/change-of.ts';
import type { LifeUpdate } from '../../../lib/life/life-update.ts';
import { writeOf } from '../../../lib/life/write-of.ts';
import type { Issue } from '../../../lib/ports/issue-store.ts';
import { digester, message, NOW, seededIds, toRecord } from '../../support/digester.ts';
import { onEachEngine } from '../../support/each-engine.ts';
import type { TestTable } from '../../support/table.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ME = { id: 'me', name: 'me@example.com' };
const idOf = (number: number) => number.toString(16).padStart(32, '0');

onEachEngine((engine, open) => {
  describe(`the life of issues: ${engine}`, () => {
    let table: TestTable | undefined;
    afterEach(() => table?.close());

    /** A digester whose clock can be set, and what people do. */
    const begin = async () => {
      const opened = await open();
      table = opened;
      let now = NOW;
      const clock = { now: () => now };
      const { deps, issues, told } = digester(opened, { clock, ids: seededIds(1) });
      const digest = async (number: number, over: { site?: string; user?: string } = {}) => {
        const event = over.user ? { user: { id: over.user } } : {};
        const queued = message({ id: idOf(number), eventId: idOf(number), at: now, site: over.site ?? 'pay', event });
        expect((await digestBatch(deps, [toRecord(queued)])).failed.size).toBe(0);
      };
      const only = async (): Promise<Issue> => {
        const lists = await Promise.all(
          (['unresolved', 'resolved', 'ignored'] as const).map(status => issues.list('1', status, { limit: 9 })),
        );
        const [issue, ...others] = lists.flatMap(list => list.issues);
        if (!issue || others.length > 0) throw new Error('there is one issue');
        return issue;
      };
      const say = async (update: LifeUpdate) => {
        const issue = await only();
        const change = changeOf(issue, update, { now, single: true, user: ME });
        if (typeof change === 'string') throw new Error(change);
        expect(await issues.change(issue.id, issue.lifeVersion, writeOf(issue, change, now))).toBe('changed');
      };
      const activities = dynamoActivityStore(opened, clock);
      const story = async () =>
        (await activities.list((await only()).id, { limit: 20 })).activities.map(({ type, user }) => [type, user?.id]);
      return { table: opened, clock, deps, issues, told, digest, only, say, story, wait: (ms: number) => (now += ms) };
    };

    test('what people and events do to an issue is told in the order it happened', async () => {
      const { digest, say, story, only, told, wait } = await begin();
      await digest(1);
      wait(1_000);
      await say({ status: 'resolved', assignee: { type: 'user', ...ME, by: 'manual' } });
      wait(1_000);
      await digest(2);
      expect((await story())[0]).toEqual(['set_regression', undefined]);
      expect((await story()).slice(1).sort()).toEqual([
        ['assigned', 'me'],
        ['set_resolved', 'me'],
      ]);
      expect(await only()).toMatchObject({ status: 'unresolved', substatus: 'regressed', lifeVersion: 2, count: 2 });
      expect(told).toHaveLength(2);
    });

    test('activities can be read page by page, and are gone after a year', async () => {
      const { digest, say, only, table: opened, clock, wait } = await begin();
      await digest(1);
      for (const status of ['resolved', 'unresolved', 'ignored', 'unresolved', 'resolved'] as const) {
        wait(1_000);
        await say({ status });
      }
      const store = dynamoActivityStore(opened, clock);
      const { id } = await only();
      const first = await store.list(id, { limit: 3 });
      const second = await store.list(id, { limit: 3, ...(first.next && { cursor: first.next }) });
      expect([...first.activities, ...second.activities].map(({ type }) => type)).toEqual([
        'set_resolved',
        'set_unresolved',
        'set_ignored',
        'set_unresolved',
        'set_resolved',
      ]);
      expect((await store.list(id, { limit: 3, cursor: 'forged' })).activities).toHaveLength(3);
      wait(367 * DAY);
      expect((await store.list(id, { limit: 9 })).activities).toEqual([]);
    });

    test('archived until so many users: those of one batch count with those before', async () => {
      const { digest, say, only, wait } = await begin();
      await digest(1, { user: 'jane' });
      wait(1_000);
      await say({ status: 'ignored', archive: { until: 'condition', userCount: 2 } });
      wait(1_000);
      for (const [index, user] of ['jane', 'joe', 'jane'].entries()) await digest(2 + index, { user });
      expect(await only()).toMatchObject({ status: 'ignored', users: 2 });
      await digest(9, { user: 'jim' });
      expect(await only()).toMatchObject({ status: 'unresolved', substatus: 'escalating', users: 3 });
    });

    test('an issue that is discarded is found nowhere, and what comes of it is dropped until its tombstone is lifted', async () => {
      const { digest, only, issues, table: opened, told } = await begin();
      await digest(1);
      const issue = await only();
      expect(await issues.delete(issue.id, NOW, { discardedBy: ME })).toBe(true);
      expect(await issues.get([issue.id])).toEqual(new Map());
      expect((await issues.list('1', 'unresolved', { limit: 9 })).issues).toEqual([]);
      await digest(2);
      expect((await issues.list('1', 'unresolved', { limit: 9 })).issues).toEqual([]);
      const tombstones = dynamoTombstoneStore(opened);
      const [tombstone] = (await tombstones.list('1', { limit: 9 })).tombstones;
      expect(tombstone).toMatchObject({ id: issue.id, title: issue.title, hashes: issue.hashes, user: ME });
      expect((await tombstones.list('2', { limit: 9 })).tombstones).toEqual([]);
      expect(await tombstones.lift('2', issue.id)).toBe(false);
      expect(await tombstones.lift('1', issue.id)).toBe(true);
      expect(await tombstones.lift('1', issue.id)).toBe(false);
      await digest(3);
      expect(await only()).toMatchObject({ count: 1, status: 'unresolved', substatus: 'new' });
      expect((await only()).id).not.toBe(issue.id);
      expect(told).toHaveLength(2);
    });

    test('an issue that is deleted only comes back as a new one', async () => {
      const { digest, only, issues } = await begin();
      await digest(1);
      const { id } = await only();
      await issues.delete(id, NOW);
      await digest(2);
      expect((await only()).id).not.toBe(id);
      expect(await only()).toMatchObject({ count: 1, substatus: 'new' });
    });

    test('what waits for a release or a time is found again', async () => {
      const { digest, say, only, table: opened } = await begin();
      await digest(1);
      await say({ status: 'ignored', archive: { until: 'condition', duration: 30 } });
      const dues = dynamoDueStore(opened);
      const { id } = await only();
      expect(await dues.due(NOW + 30 * 60_000 - 1, 9)).toEqual([]);
      const due = { kind: 'wake', id, at: NOW + 30 * 60_000 } as const;
      expect(await dues.due(due.at, 9)).toEqual([due]);
      await dues.delete(due);
      expect(await dues.due(due.at, 9)).toEqual([]);
      await say({ status: 'resolved', resolve: { in: 'commit', commit: { id: 'c0ffee', repository: 'r' } } });
      const pending = dynamoPendingResolutions(opened);
      expect(await pending.list('1', { limit: 9 })).toEqual([id]);
      expect(await pending.list('1', { limit: 9, after: id })).toEqual([]);
      await pending.delete('1', id);
      expect(await pending.list('1', { limit: 9 })).toEqual([]);
    });

    test('what nobody has seen for long is found from its old end', async () => {
      const { digest, issues, table: opened, wait } = await begin();
      await digest(1, { site: 'old' });
      wait(HOUR);
      await digest(2, { site: 'older than the rest' });
      wait(HOUR);
      await digest(3, { site: 'new' });
      const stale = dynamoStaleIssues(opened, issues);
      const titles = async (before: number, limit = 9) =>
        (await stale.unresolvedBefore('1', before, limit)).map(({ metadata }) => metadata.value);
      expect(await titles(NOW + 2 * HOUR)).toEqual(['old is not a function', 'older than the rest is not a function']);
      expect(await titles(NOW + 2 * HOUR, 1)).toHaveLength(1);
      expect(await titles(NOW)).toEqual([]);
    });

    test('marks are each person’s own, and go when they are taken away', async () => {
      const { table: opened, clock, wait } = await begin();
      const marks = dynamoMarkStore(opened, clock);
      await marks.mark('7', ME, { bookmarked: true, seen: NOW });
      await marks.mark('7', { id: 'you', name: 'you' }, { subscribed: true });
      expect(await marks.of('me', ['7', '8'])).toEqual(new Map([['7', { bookmarked: true, seen: NOW }]]));
      await marks.mark('7', ME, { bookmarked: false, seen: undefined });
      expect((await marks.of('me', ['7'])).get('7')).toEqual({});
      expect((await marks.ofIssue('7')).map(({ user, subscribed }) => [user.id, subscribed])).toEqual([
        ['me', undefined],
        ['you', true],
      ]);
      wait(367 * DAY);
      expect(await marks.ofIssue('7')).toEqual([]);
    });

    test('windows count what is told apart, across their slots', async () => {
      const { table: opened } = await begin();
      const windows = dynamoArchiveWindows(opened);
      const hash = (number: number) => number.toString(16).padStart(16, '0');
      await windows.add('7', 1, { events: [hash(1)], users: [hash(9)] }, NOW + HOUR);
      await windows.add('7', 2, { events: [hash(1), hash(2)], users: [] }, NOW + HOUR);
      await windows.add('7', 10, { events: [hash(3), hash(3)], users: [hash(9)] }, NOW + HOUR);
      expect(await windows.count('7', 0)).toEqual({ events: 3, users: 1 });
      expect(await windows.count('7', 3)).toEqual({ events: 1, users: 1 });
      expect(await windows.count('7', 11)).toEqual({ events: 0, users: 0 });
    });

    test('settings are kept by project', async () => {
      const { table: opened } = await begin();
      const ages = dynamoResolveAgeStore(opened);
      await ages.set('1', 48);
      await ages.set('2', 0);
      expect([await ages.get('1'), await ages.get('2')]).toEqual([48, 0]);
      expect(await ages.list()).toEqual([{ projectId: '1', hours: 48 }]);
      await ages.set('1', 0);
      expect(await ages.list()).toEqual([]);
      const thresholds = dynamoThresholdStore(opened);
      expect(await thresholds.get('1')).toBeUndefined();
      await thresholds.set('1', { value: 2.5, at: NOW });
      expect(await thresholds.get('1')).toEqual({ value: 2.5, at: NOW });
      const ownership = dynamoOwnershipStore(opened);
      const rules = {
        raw: '*.js #web',
        fallthrough: true,
        autoAssignment: 'issue_owner',
        codeownersAutoSync: true,
      } as const;
      await ownership.set('1', { ...rules, dateCreated: 1, lastUpdated: 2 });
      expect(await ownership.get('1')).toMatchObject(rules);
      expect(await ownership.get('2')).toBeUndefined();
    });
  });
});
