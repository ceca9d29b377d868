import { afterEach, describe, expect, test } from '@jest/globals';
import { dynamoActivityStore } from '../../lib/aws/activity-store.ts';
import { dynamoTombstoneStore } from '../../lib/aws/tombstone-store.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { afterUnmerge } from '../../lib/life/after-unmerge.ts';
import { changeOf } from '../../lib/life/change-of.ts';
import type { LifeUpdate } from '../../lib/life/life-update.ts';
import { writeOf } from '../../lib/life/write-of.ts';
import { type Issue, idsOf } from '../../lib/ports/issue-store.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import { companyMessage, digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { onEachEngine } from '../support/each-engine.ts';
import type { TestTable } from '../support/table.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ME = { id: 'me', name: 'me@example.com' };
const hex = (number: number): string => number.toString(16).padStart(32, '0');

onEachEngine((engine, open) => {
  describe(`issues that were merged: ${engine}`, () => {
    let table: TestTable | undefined;
    afterEach(() => table?.close());

    /** A digester whose clock can be set, issues by the function that throws, and what people do to them. */
    const begin = async () => {
      const opened = await open();
      table = opened;
      let now = NOW;
      let number = 0;
      const clock = { now: () => now };
      const made = digester(opened, { clock, ids: seededIds(1) });
      const { deps, issues } = made;
      const send = async (sites: readonly string[], event: Partial<SentryEvent> = {}): Promise<string[]> => {
        const queued = sites.map(site => {
          const id = hex(++number);
          return message({ id, eventId: id, at: now, received: now, site, event });
        });
        const { failed } = await digestBatch(
          deps,
          queued.map(one => toRecord(one)),
        );
        expect(failed.size).toBe(0);
        return queued.map(({ id }) => id);
      };
      const shown = async (): Promise<Issue[]> => {
        const lists = await Promise.all(
          (['unresolved', 'resolved', 'ignored'] as const).map(status => issues.list('1', status, { limit: 99 })),
        );
        return lists.flatMap(list => list.issues);
      };
      const of = async (site: string): Promise<Issue> => {
        const found = (await shown()).find(({ metadata }) => metadata.value?.startsWith(`${site} `));
        if (!found) throw new Error(`an issue of ${site} is shown`);
        return found;
      };
      const merge = async (into: string, site: string): Promise<[parent: string, child: string]> => {
        const [parent, child] = [(await of(into)).id, (await of(site)).id];
        expect(await issues.merge(parent, child, { at: now, user: ME })).toBe('merged');
        return [parent, child];
      };
      const unmerge = async ([parent, child]: readonly [string, string]): Promise<void> => {
        const one = (await issues.mergedOf((await issues.get([parent])).get(parent) as Issue)).find(
          ({ id }) => id === child,
        );
        if (!one) throw new Error('it was merged');
        expect(await issues.unmerge(parent, child, { at: now, user: ME }, afterUnmerge(one, now))).toBe('unmerged');
      };
      const say = async (issue: Issue, update: LifeUpdate): Promise<void> => {
        const change = changeOf(issue, update, { now, single: true, user: ME });
        if (typeof change === 'string') throw new Error(change);
        expect(await issues.change(issue.id, issue.lifeVersion, writeOf(issue, change, now))).toBe('changed');
      };
      return { ...made, table: opened, clock, send, shown, of, merge, unmerge, say, wait: (ms: number) => (now += ms) };
    };

    test('an event of either counts once, in the issue that shows both, and in its own when they are split again', async () => {
      const { send, shown, of, merge, unmerge, stats } = await begin();
      await send(['pay', 'pay', 'ship']);
      const pair = await merge('pay', 'ship');
      await send(['ship', 'ship', 'pay', 'ship']);
      expect((await shown()).map(({ count }) => count)).toEqual([7]);
      const family = await of('pay');
      expect((await stats.hourly([family], NOW - HOUR, NOW)).get(family.id)).toEqual([{ hour: NOW, count: 7 }]);
      await unmerge(pair);
      await send(['ship', 'pay']);
      for (const [site, count] of [
        ['pay', 4],
        ['ship', 5],
      ] as const) {
        const issue = await of(site);
        expect(issue.count).toBe(count);
        expect((await stats.hourly([issue], NOW - HOUR, NOW)).get(issue.id)).toEqual([{ hour: NOW, count }]);
      }
    });

    test('people are told what becomes of the one that shows them, and of nothing else', async () => {
      const { send, of, merge, say, told, wait, table: opened, clock } = await begin();
      await send(['pay', 'ship']);
      wait(HOUR);
      await say(await of('ship'), { status: 'ignored' });
      wait(HOUR);
      await merge('pay', 'ship');
      wait(HOUR);
      await say(await of('pay'), { status: 'resolved' });
      expect(told).toHaveLength(2);
      wait(HOUR);
      await send(['ship', 'pay', 'ship']);
      const issue = await of('pay');
      expect(issue).toMatchObject({ status: 'unresolved', substatus: 'regressed', count: 5 });
      expect(told.slice(2).map(one => [one.kind, one.issue.id])).toEqual([['regressed', issue.id]]);
      const { activities } = await dynamoActivityStore(opened, clock).list(idsOf(issue), { limit: 20 });
      expect(activities.map(({ type }) => type)).toEqual(['set_regression', 'set_resolved', 'merge', 'set_ignored']);
    });

    test('archived until so many events have come, it comes back by events of either', async () => {
      const { send, of, merge, say, wait } = await begin();
      await send(['pay', 'ship']);
      await merge('pay', 'ship');
      await say(await of('pay'), { status: 'ignored', archive: { until: 'condition', count: 3 } });
      wait(HOUR);
      await send(['pay', 'ship']);
      expect((await of('pay')).status).toBe('ignored');
      await send(['ship']);
      expect(await of('pay')).toMatchObject({ status: 'unresolved', substatus: 'escalating' });
    });

    test('users are those of both, each once, and of each when they are split again', async () => {
      const { send, of, merge, unmerge, stats, issues } = await begin();
      const from = async (site: string, users: readonly number[]) => {
        for (const id of users) await send([site], { user: { id: String(id) } });
      };
      await from('pay', [1, 2, 3, 4, 5, 6]);
      await from('ship', [5, 6, 7]);
      const pair = await merge('pay', 'ship');
      expect((await of('pay')).users).toBe(7);
      await from('ship', [8, 9, 10, 11]);
      await from('pay', [11, 12]);
      const both = await of('pay');
      expect([both.users, await stats.users(both)]).toEqual([12, { users: 12, exact: true }]);
      const ranks = async () =>
        (await issues.ranks({ projectId: '1', by: 'users' }, { limit: 9 })).ranks.map(({ id }) => id);
      expect(await ranks()).toEqual([both.id]);
      await unmerge(pair);
      for (const [site, users] of [
        ['pay', 8],
        ['ship', 7],
      ] as const) {
        const issue = await of(site);
        expect([issue.users, (await stats.users(issue)).users]).toEqual([users, users]);
      }
      expect(await ranks()).toEqual([]);
      await from('ship', [21, 22, 23]);
      expect(await ranks()).toEqual([(await of('ship')).id]);
    });

    test('tags are summed, and told apart again', async () => {
      const { send, of, merge, unmerge, stats } = await begin();
      await send(['pay', 'pay'], { release: 'shop@1' });
      await send(['ship'], { release: 'shop@1' });
      const pair = await merge('pay', 'ship');
      await send(['ship', 'ship'], { release: 'shop@2' });
      const releases = async (site: string) =>
        (await stats.tags(await of(site)))
          .filter(({ key }) => key === 'release')
          .map(({ value, count }) => [value, count])
          .toSorted();
      expect(await releases('pay')).toEqual([
        ['shop@1', 3],
        ['shop@2', 2],
      ]);
      await unmerge(pair);
      expect(await releases('pay')).toEqual([['shop@1', 2]]);
      expect(await releases('ship')).toEqual([
        ['shop@1', 1],
        ['shop@2', 2],
      ]);
    });

    test('its events, files and words are one list each, newest first, whose pages join', async () => {
      const { send, of, merge, deps, events, attachments, feedback, wait } = await begin();
      const sent: string[] = [];
      for (let round = 0; round < 4; round++) {
        for (const site of ['pay', 'ship', 'sign']) {
          const [eventId = ''] = await send([site]);
          sent.unshift(eventId);
          const company = companyMessage({ id: eventId, eventId, at: deps.clock.now() });
          await digestBatch(deps, [toRecord({ ...company, id: `f${eventId.slice(1)}` })]);
          wait(1_000);
        }
      }
      await merge('pay', 'ship');
      await merge('pay', 'sign');
      const ids = idsOf(await of('pay'));
      const pages = async (
        list: (options: { limit: number; cursor?: string }) => Promise<{ rows: string[]; next?: string | undefined }>,
      ) => {
        const all: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await list({ limit: 5, ...(cursor && { cursor }) });
          all.push(...page.rows);
          cursor = page.next;
        } while (cursor);
        return all;
      };
      const listEvents = async (options: { limit: number; cursor?: string }) => {
        const page = await events.listByIssue(ids, options);
        return { rows: page.events.map(({ eventId }) => eventId), next: page.next };
      };
      const listFiles = async (options: { limit: number; cursor?: string }) => {
        const page = await attachments.listByIssue(ids, options);
        return { rows: page.attachments.map(({ eventId }) => eventId), next: page.next };
      };
      const listWords = async (options: { limit: number; cursor?: string }) => {
        const page = await feedback.listByIssue(ids, options);
        return { rows: page.feedback.map(({ eventId = '' }) => eventId), next: page.next };
      };
      for (const list of [listEvents, listFiles, listWords]) expect(await pages(list)).toEqual(sent);
      expect((await events.edge(ids, 'newest'))?.eventId).toBe(sent[0]);
      expect((await events.edge(ids, 'oldest'))?.eventId).toBe(sent.at(-1));
      const middle = await events.get('1', sent[5] ?? '');
      if (!middle) throw new Error('all of them are kept');
      expect(await events.neighbour(ids, middle, 'next')).toBe(sent[4]);
      expect(await events.neighbour(ids, middle, 'previous')).toBe(sent[6]);
    });

    test('a hash leads to the issue that shows its events as long as that lives, however long it was silent', async () => {
      const { send, of, merge, shown, unmerge, wait, stats } = await begin();
      await send(['pay', 'ship', 'ship'], { release: 'shop@1' });
      const pair = await merge('pay', 'ship');
      for (let month = 0; month < 8; month++) {
        wait(30 * DAY);
        await send(['pay'], { release: 'shop@1' });
      }
      await send(['ship'], { release: 'shop@1' });
      expect((await shown()).map(({ count }) => count)).toEqual([12]);
      await unmerge(pair);
      const ship = await of('ship');
      expect(ship.count).toBe(3);
      expect((await stats.tags(ship)).find(({ key }) => key === 'release')).toMatchObject({ count: 3 });
    });

    test('once the one that shows it is over or deleted, an event opens a new issue', async () => {
      const { send, of, merge, shown, issues, wait, clock } = await begin();
      await send(['pay', 'ship']);
      await merge('pay', 'ship');
      await issues.delete((await of('pay')).id, clock.now());
      await send(['ship']);
      expect((await shown()).map(({ metadata, count }) => [metadata.value, count])).toEqual([
        ['ship is not a function', 1],
      ]);
      await send(['sign']);
      await merge('ship', 'sign');
      wait(91 * DAY);
      await send(['sign']);
      expect((await shown()).map(({ metadata, count }) => [metadata.value, count])).toEqual([
        ['sign is not a function', 1],
      ]);
    });

    test('discarded, the events of all that it showed are dropped, until its tombstone is lifted', async () => {
      const { send, of, merge, shown, issues, table: opened, clock } = await begin();
      await send(['pay', 'ship']);
      await merge('pay', 'ship');
      const { id } = await of('pay');
      expect(await issues.delete(id, clock.now(), { discardedBy: ME })).toBe(true);
      await send(['ship', 'pay']);
      expect(await shown()).toEqual([]);
      expect(await dynamoTombstoneStore(opened).lift('1', id)).toBe(true);
      await send(['ship', 'pay']);
      expect((await shown()).map(({ count }) => count)).toEqual([1, 1]);
    });

    test('events by a hash that was attached are the issue’s', async () => {
      const { send, of, issues, shown } = await begin();
      await send(['pay', 'ship']);
      const { hashes } = await of('ship');
      await issues.delete((await of('ship')).id, NOW);
      const pay = await of('pay');
      expect((await issues.attachHashes(pay.id, hashes)).attached.toSorted()).toEqual(hashes.toSorted());
      await send(['ship', 'pay']);
      expect((await shown()).map(({ count }) => count)).toEqual([3]);
    });

    test('a storm of events that two issues share is counted exactly', async () => {
      const { send, of, merge, shown } = await begin();
      await send(['pay', 'ship']);
      await merge('pay', 'ship');
      await send(Array.from({ length: 300 }, (_, index) => (index % 3 === 0 ? 'pay' : 'ship')));
      expect((await shown()).map(({ count }) => count)).toEqual([302]);
      expect((await of('pay')).merged).toMatchObject({ count: 201 });
    });
  });
});
