import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Issue, IssueOrder, IssueRank, IssueStore, LifeWrite } from '../../../lib/ports/issue-store.ts';
import { issueIdOf } from '../../../lib/protocol/issue-id.ts';
import type { IssueStatus, IssueSubstatus } from '../../../lib/protocol/issue-life.ts';
import { NEWBORN } from '../../support/newborn.ts';

export interface OpenIssueStore {
  store: IssueStore;
  /** As the digest does. There is a project 1, `web` of `acme`. */
  add(issues: Issue[]): Promise<void>;
  close(): void;
}

const NOW = Date.parse('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;

const issue = (number: number, more: Partial<Issue> = {}): Issue => ({
  id: issueIdOf(more.projectId ?? '1', number),
  number,
  shortId: `WEB-${number}`,
  projectId: '1',
  organization: 'acme',
  projectSlug: 'web',
  title: `TypeError: x (${number})`,
  culprit: 'pay',
  type: 'error',
  metadata: { type: 'TypeError', value: 'x' },
  level: 'error',
  platform: 'javascript',
  status: 'unresolved',
  substatus: 'new',
  statusChanged: NOW - HOUR,
  count: number,
  firstSeen: NOW - HOUR,
  lastSeen: NOW - number,
  ...NEWBORN,
  ...more,
});

const FIRST = issueIdOf('1', 1);
const SECOND = issueIdOf('1', 2);
const NOBODY = issueIdOf('1', 9_999);
const numberOf = (id: string): number => Number(BigInt(id) % 2n ** 32n);

export const describeIssueStore = (name: string, open: () => Promise<OpenIssueStore>): void => {
  describe(`issue store: ${name}`, () => {
    let opened: OpenIssueStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const list = (projectId: string, options: { limit: number; cursor?: string }) =>
      opened.store.list(projectId, 'unresolved', options);
    const numbers = (issues: Issue[]) => issues.map(issue => issue.number);

    test('issues are found by their ids, and those that are none are left out', async () => {
      await opened.add([issue(1), issue(2)]);
      const found = await opened.store.get([SECOND, NOBODY, FIRST, FIRST]);
      expect([...found.keys()].sort()).toEqual([FIRST, SECOND]);
      expect(found.get(FIRST)).toEqual(issue(1));
      expect(await opened.store.get([])).toEqual(new Map());
    });

    test('an issue is found by its short id within its organization only', async () => {
      await opened.add([issue(1)]);
      expect((await opened.store.findByShortId('acme', 'WEB-1'))?.id).toBe(FIRST);
      expect(await opened.store.findByShortId('other', 'WEB-1')).toBeUndefined();
      expect(await opened.store.findByShortId('acme', 'WEB-2')).toBeUndefined();
    });

    test('a list shows one project and one status, most recently seen first', async () => {
      await opened.add([
        issue(3),
        issue(1),
        issue(2),
        issue(4, { projectId: '2' }),
        issue(5, { status: 'resolved', substatus: null }),
      ]);
      expect(numbers((await list('1', { limit: 10 })).issues)).toEqual([1, 2, 3]);
      expect(numbers((await list('2', { limit: 10 })).issues)).toEqual([4]);
      expect(numbers((await opened.store.list('1', 'resolved', { limit: 10 })).issues)).toEqual([5]);
      expect(await opened.store.list('1', 'ignored', { limit: 10 })).toEqual({ issues: [] });
    });

    test('pages join to the whole list, with equal times too', async () => {
      await opened.add(Array.from({ length: 7 }, (_, index) => issue(index + 1, { lastSeen: NOW - (index >> 1) })));
      const found: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await list('1', { limit: 3, ...(cursor && { cursor }) });
        expect(page.issues.length).toBeLessThanOrEqual(3);
        found.push(...numbers(page.issues));
        cursor = page.next;
      } while (cursor);
      expect(found.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(new Set(found).size).toBe(7);
    });

    test('a cursor that was made up neither breaks a list nor leads out of it', async () => {
      await opened.add([issue(1), issue(2), issue(3, { projectId: '2' }), issue(4, { projectId: '2' })]);
      const { next = '' } = await list('2', { limit: 1 });
      const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const cursors = [
        next,
        'nonsense',
        made({}),
        made([]),
        made([1, 2, 3]),
        made(['', '', '']),
        made(['a', 'b', 'c']),
        made(['x'.repeat(1_025), 'b', 'c']),
        made(['\ud800', 'b', 'c']),
        made([
          ['pk', 'ISSUE#1003'],
          ['sk', 'META'],
          ['gsi1pk', 'PROJECT#2#unresolved'],
          ['gsi1sk', '9'],
        ]),
      ];
      for (const cursor of cursors) {
        const { issues } = await list('1', { limit: 10, cursor });
        expect(issues.every(({ projectId }) => projectId === '1')).toBe(true);
      }
      expect(numbers((await list('1', { limit: 10, cursor: 'nonsense' })).issues)).toEqual([1, 2]);
    });

    const becomes = (status: IssueStatus, substatus: IssueSubstatus | null, at = NOW + 5): LifeWrite => ({
      status,
      substatus,
      life: NEWBORN.life,
      statusChanged: at,
      activities: [],
      due: [],
      pending: false,
    });

    test('an issue whose status is changed leaves one list and is in the other', async () => {
      await opened.add([issue(1, { count: 20 }), issue(2, { count: 20 })]);
      expect(await opened.store.change(FIRST, 0, becomes('resolved', null))).toBe('changed');
      expect(numbers((await list('1', { limit: 10 })).issues)).toEqual([2]);
      const [resolved] = (await opened.store.list('1', 'resolved', { limit: 10 })).issues;
      const changed = { status: 'resolved', substatus: null, statusChanged: NOW + 5, lifeVersion: 1 } as const;
      expect(resolved).toEqual(issue(1, { count: 20, ...changed }));
      const events = await opened.store.ranks({ projectId: '1', status: 'resolved', by: 'events' }, { limit: 9 });
      expect(events.ranks.map(({ id }) => id)).toEqual([FIRST]);
      expect(await opened.store.change(FIRST, 1, becomes('ignored', 'archived_forever'))).toBe('changed');
      const [ignored] = (await opened.store.list('1', 'ignored', { limit: 10 })).issues;
      expect(ignored?.substatus).toBe('archived_forever');
    });

    test('a decision on what is not so any more changes nothing', async () => {
      await opened.add([issue(1)]);
      await opened.store.change(FIRST, 0, becomes('resolved', null));
      expect(await opened.store.change(FIRST, 0, becomes('ignored', 'archived_forever'))).toBe('outdated');
      expect((await opened.store.get([FIRST])).get(FIRST)?.status).toBe('resolved');
    });

    test('the status of an issue that is gone is not changed', async () => {
      expect(await opened.store.change(NOBODY, 0, becomes('resolved', null))).toBe('gone');
      expect(await opened.store.get([NOBODY])).toEqual(new Map());
    });

    test('a deleted issue is found nowhere', async () => {
      await opened.add([issue(1, { count: 20 }), issue(2)]);
      expect(await opened.store.delete(FIRST, NOW)).toBe(true);
      expect(await opened.store.get([FIRST])).toEqual(new Map());
      expect(numbers((await list('1', { limit: 10 })).issues)).toEqual([2]);
      expect(await opened.store.delete(FIRST, NOW)).toBe(false);
    });

    test('issues can be counted down, the newest first, and nobody stands where one is gone', async () => {
      await opened.add([issue(1), issue(4), issue(3), issue(2, { projectId: '2' })]);
      const all = await opened.store.newest('1', { limit: 100 });
      expect(all.flatMap(place => (place.issue ? [place.issue.number] : []))).toEqual([4, 3, 1]);
      const numbersOf = async (below: number, limit: number) =>
        (await opened.store.newest('1', { limit, below })).map(place => [place.number, place.issue?.number]);
      expect(await numbersOf(4, 2)).toEqual([
        [3, 3],
        [2, undefined],
      ]);
      expect(await numbersOf(2, 9)).toEqual([[1, 1]]);
      expect(await numbersOf(1, 9)).toEqual([]);
      expect(await opened.store.newest('3', { limit: 9 })).toEqual([]);
    });

    describe('an order', () => {
      const ALL: IssueOrder = { projectId: '1', status: 'unresolved', by: 'seen' };
      const walk = async (order: IssueOrder, limit: number): Promise<number[]> => {
        const found: number[] = [];
        let below: IssueRank | undefined;
        for (;;) {
          const { ranks, more } = await opened.store.ranks(order, { limit, ...(below && { below }) });
          expect(ranks.length).toBeLessThanOrEqual(limit);
          found.push(...ranks.map(({ id }) => numberOf(id)));
          below = ranks.at(-1) ?? below;
          if (!more) return found;
        }
      };

      test('by last seen has all issues of a project and status, the newest minute first', async () => {
        const minutes = (ago: number) => ({ lastSeen: NOW - ago * 60_000 });
        await opened.add([
          issue(1, minutes(3)),
          issue(2, minutes(1)),
          issue(3, minutes(2)),
          issue(4, { projectId: '2' }),
          issue(5, { status: 'resolved', substatus: null }),
        ]);
        for (const limit of [1, 2, 10]) expect(await walk(ALL, limit)).toEqual([2, 3, 1]);
        const { ranks } = await opened.store.ranks(ALL, { limit: 1 });
        expect(ranks).toEqual([{ id: SECOND, at: NOW - 60_000 }]);
        expect(await walk({ ...ALL, status: 'ignored' }, 10)).toEqual([]);
      });

      test('passes nobody of the same minute', async () => {
        await opened.add(Array.from({ length: 7 }, (_, index) => issue(index + 1)));
        expect((await walk(ALL, 2)).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
      });

      test('by events has those with ten and more, of one status', async () => {
        await opened.add([
          issue(1, { count: 9 }),
          issue(2, { count: 10 }),
          issue(3, { count: 5_000 }),
          issue(4, { count: 300 }),
          issue(5, { count: 400, status: 'ignored' }),
        ]);
        expect(await walk({ ...ALL, by: 'events' }, 2)).toEqual([3, 4, 2]);
      });

      test('by users has those with ten and more', async () => {
        await opened.add([issue(1, { users: 9 }), issue(2, { users: 12 }), issue(3, { users: 100 })]);
        expect(await walk({ projectId: '1', by: 'users' }, 1)).toEqual([3, 2]);
        expect(await walk({ projectId: '2', by: 'users' }, 1)).toEqual([]);
      });

      test('can be read on from any place, also from one where nobody stands', async () => {
        await opened.add([issue(1), issue(2)]);
        for (const [below, length] of [
          [{ id: '0', at: 0 }, 0],
          [{ id: '9'.repeat(19), at: NOW + 60_000 }, 2],
          [{ id: SECOND, at: NOW }, 2],
        ] as const) {
          expect((await opened.store.ranks(ALL, { limit: 9, below })).ranks).toHaveLength(length);
        }
      });
    });
  });
};
