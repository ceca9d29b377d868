import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Issue, IssueStore } from '../../../lib/ports/issue-store.ts';
import { NEWBORN } from '../../support/newborn.ts';

export interface OpenIssueStore {
  store: IssueStore;
  /** As the digest does: each issue with all its events in the hour it was last seen. */
  add(issues: Issue[]): Promise<void>;
  close(): void;
}

const NOW = Date.parse('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;

const issue = (number: number, more: Partial<Issue> = {}): Issue => ({
  id: String(1_000 + number),
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

export const describeIssueStore = (name: string, open: () => Promise<OpenIssueStore>): void => {
  describe(`issue store: ${name}`, () => {
    let opened: OpenIssueStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const list = (projectId: string, options: { limit: number; cursor?: string }) =>
      opened.store.list(projectId, 'unresolved', options);
    const numbers = (issues: Issue[]) => issues.map(({ id }) => Number(id) - 1_000);

    test('issues are found by their ids, and those that are none are left out', async () => {
      await opened.add([issue(1), issue(2)]);
      const found = await opened.store.get(['1002', '9999', '1001', '1001']);
      expect([...found.keys()].sort()).toEqual(['1001', '1002']);
      expect(found.get('1001')).toEqual(issue(1));
      expect(await opened.store.get([])).toEqual(new Map());
    });

    test('an issue is found by its short id within its organization only', async () => {
      await opened.add([issue(1)]);
      expect((await opened.store.findByShortId('acme', 'WEB-1'))?.id).toBe('1001');
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

    test('an issue whose status is changed leaves one list and is in the other', async () => {
      await opened.add([issue(1), issue(2)]);
      const at = NOW + 5;
      expect(await opened.store.setStatus('1001', { status: 'resolved', substatus: null, at })).toBe(true);
      expect(numbers((await list('1', { limit: 10 })).issues)).toEqual([2]);
      const [resolved] = (await opened.store.list('1', 'resolved', { limit: 10 })).issues;
      expect(resolved).toEqual(issue(1, { status: 'resolved', substatus: null, statusChanged: at }));
      await opened.store.setStatus('1001', { status: 'ignored', substatus: 'archived_forever', at });
      const [ignored] = (await opened.store.list('1', 'ignored', { limit: 10 })).issues;
      expect(ignored?.substatus).toBe('archived_forever');
    });

    test('the status of an issue that is gone is not changed', async () => {
      expect(await opened.store.setStatus('9999', { status: 'resolved', substatus: null, at: NOW })).toBe(false);
      expect(await opened.store.get(['9999'])).toEqual(new Map());
    });

    test('events are counted by the hour', async () => {
      await opened.add([issue(5)]);
      const hour = NOW - HOUR;
      expect(await opened.store.hourly('1005', NOW - 24 * HOUR, NOW)).toEqual([{ hour, count: 5 }]);
      expect(await opened.store.hourly('1005', NOW, NOW + HOUR)).toEqual([]);
      expect(await opened.store.hourly('9999', NOW - HOUR, NOW)).toEqual([]);
    });
  });
};
