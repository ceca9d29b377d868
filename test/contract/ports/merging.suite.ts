import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CarvedEvents, type Issue, MAX_ISSUE_HASHES, MAX_MERGED_ISSUES } from '../../../lib/ports/issue-store.ts';
import { issueIdOf } from '../../../lib/protocol/issue-id.ts';
import { lifeAtBirth } from '../../../lib/protocol/issue-life.ts';
import { NEWBORN } from '../../support/newborn.ts';
import type { OpenIssueStore } from './issue-store.suite.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;
const BY = { at: NOW, user: { id: 'me', name: 'me@example.com' } };
const LIVED = { status: 'unresolved', substatus: 'ongoing', life: lifeAtBirth('error') } as const;

const idOf = (number: number): string => issueIdOf('1', number);

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
  statusChanged: NOW,
  count: 10 * number,
  firstSeen: NOW - number * MINUTE,
  lastSeen: NOW + number * MINUTE,
  ...NEWBORN,
  hashes: [`hash-${number}`],
  ...more,
});

/** @param open with hashes of issues that lead to them */
export const describeMerging = (name: string, open: () => Promise<OpenIssueStore>): void => {
  describe(`merging issues: ${name}`, () => {
    let opened: OpenIssueStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const merge = (into: number, number: number) => opened.store.merge(idOf(into), idOf(number), BY);
    const unmerge = (from: number, number: number) => opened.store.unmerge(idOf(from), idOf(number), BY, LIVED);
    const read = async (number: number): Promise<Issue> => {
      const found = (await opened.store.get([idOf(number)])).get(idOf(number));
      if (!found) throw new Error(`there is an issue ${number}`);
      return found;
    };
    const listed = async (): Promise<number[]> =>
      (await opened.store.list('1', 'unresolved', { limit: 100 })).issues.map(({ number }) => number).toSorted();
    const ranked = async (by: 'seen' | 'events'): Promise<string[]> =>
      (await opened.store.ranks({ projectId: '1', status: 'unresolved', by }, { limit: 100 })).ranks
        .map(({ id }) => id)
        .toSorted();
    const byUsers = async (): Promise<string[]> =>
      (await opened.store.ranks({ projectId: '1', by: 'users' }, { limit: 100 })).ranks.map(({ id }) => id);

    test('one issue shows the counts and times of both, and the other is in no list', async () => {
      await opened.add([issue(1), issue(2), issue(3)]);
      expect(await merge(2, 1)).toBe('merged');
      expect(await read(2)).toMatchObject({
        id: idOf(2),
        title: 'TypeError: x (2)',
        count: 30,
        firstSeen: NOW - 2 * MINUTE,
        lastSeen: NOW + 2 * MINUTE,
        merged: { ids: [idOf(1)], count: 10, firstSeen: NOW - 2 * MINUTE, lastSeen: NOW + 2 * MINUTE },
      });
      expect(await listed()).toEqual([2, 3]);
      for (const by of ['seen', 'events'] as const) expect(await ranked(by)).toEqual([idOf(2), idOf(3)]);
      const newest = await opened.store.newest('1', { limit: 9, below: 4 });
      expect(newest.map(({ number, issue: one }) => [number, one?.number])).toEqual([
        [3, 3],
        [2, 2],
        [1, undefined],
      ]);
    });

    test('its id and its short id lead to the one that shows it', async () => {
      await opened.add([issue(1), issue(2)]);
      await merge(2, 1);
      expect((await read(1)).id).toBe(idOf(2));
      expect((await opened.store.get([idOf(1), idOf(2)])).size).toBe(2);
      expect((await opened.store.findByShortId('acme', 'WEB-1'))?.id).toBe(idOf(2));
      expect((await opened.store.mergedOf(await read(2))).map(({ id, count }) => [id, count])).toEqual([[idOf(1), 10]]);
      expect(await opened.store.mergedOf(issue(3))).toEqual([]);
    });

    test('its life is nobody’s to change while it is merged', async () => {
      await opened.add([issue(1), issue(2)]);
      await merge(2, 1);
      const write = { ...LIVED, statusChanged: NOW, activities: [], due: [], pending: false };
      for (const version of [0, 1, 2]) expect(await opened.store.change(idOf(1), version, write)).toBe('gone');
    });

    test('merging again says so and changes nothing', async () => {
      await opened.add([issue(1), issue(2)]);
      await merge(2, 1);
      const before = await read(2);
      expect(await merge(2, 1)).toBe('merged');
      expect(await read(2)).toEqual(before);
    });

    test('an issue can be merged neither into itself, nor into another project’s, nor into or from one that is gone or merged', async () => {
      await opened.add([issue(1), issue(2), issue(3), issue(4, { projectId: '2' })]);
      expect(await merge(1, 1)).toBe('gone');
      expect(await merge(1, 9)).toBe('gone');
      expect(await merge(9, 1)).toBe('gone');
      expect(await opened.store.merge(idOf(1), issueIdOf('2', 4), BY)).toBe('gone');
      await merge(2, 1);
      expect(await merge(3, 1)).toBe('gone');
      expect(await merge(1, 3)).toBe('gone');
      expect((await read(2)).count).toBe(30);
    });

    test('split off again, both are as they were, but for the life of the one that was away', async () => {
      await opened.add([issue(1, { status: 'resolved', substatus: null, users: 3 }), issue(2, { users: 12 })]);
      const [one, two] = [await read(1), await read(2)];
      await merge(2, 1);
      expect(await unmerge(2, 1)).toBe('unmerged');
      const unmerged = { status: 'unresolved', substatus: 'ongoing', statusChanged: NOW, mergeVersion: 2 };
      const { lifeVersion: _, ...rest } = one;
      expect(await read(1)).toMatchObject({ ...rest, ...unmerged });
      expect(await read(1)).not.toHaveProperty('mergedInto');
      expect(await read(2)).toEqual({ ...two, mergeVersion: 2 });
      expect(await listed()).toEqual([1, 2]);
      for (const by of ['seen', 'events'] as const) expect(await ranked(by)).toEqual([idOf(1), idOf(2)]);
      expect(await byUsers()).toEqual([idOf(2)]);
      expect(await unmerge(2, 1)).toBe('gone');
    });

    test('of three, the one in the middle can be split off', async () => {
      await opened.add([issue(1), issue(2), issue(3)]);
      await merge(1, 2);
      await merge(1, 3);
      expect(await read(1)).toMatchObject({ count: 60, lastSeen: NOW + 3 * MINUTE, firstSeen: NOW - 3 * MINUTE });
      expect(await unmerge(1, 3)).toBe('unmerged');
      expect(await read(1)).toMatchObject({ count: 30, lastSeen: NOW + 2 * MINUTE, firstSeen: NOW - 2 * MINUTE });
      expect((await read(1)).merged).toMatchObject({ ids: [idOf(2)], count: 20 });
      expect(await read(3)).toMatchObject({ count: 30, number: 3 });
    });

    test('what an issue showed goes along when it is merged itself', async () => {
      await opened.add([issue(1), issue(2), issue(3)]);
      await merge(2, 1);
      expect(await merge(3, 2)).toBe('merged');
      expect(await read(3)).toMatchObject({ count: 60, merged: { count: 30 } });
      expect((await read(3)).merged?.ids.toSorted()).toEqual([idOf(1), idOf(2)]);
      expect((await read(1)).id).toBe(idOf(3));
      const own = (await opened.store.mergedOf(await read(3))).map(({ number, count }) => [number, count]);
      expect(own.toSorted()).toEqual([
        [1, 10],
        [2, 20],
      ]);
      expect(await unmerge(3, 2)).toBe('unmerged');
      expect(await read(2)).toMatchObject({ number: 2, count: 20 });
      expect(await read(2)).not.toHaveProperty('merged');
      expect(await read(3)).toMatchObject({ count: 40, merged: { ids: [idOf(1)], count: 10 } });
    });

    test('an issue shows so many others and no more', async () => {
      await opened.add(Array.from({ length: MAX_MERGED_ISSUES + 2 }, (_, index) => issue(index + 1)));
      for (let number = 2; number <= MAX_MERGED_ISSUES; number++) expect(await merge(1, number)).toBe('merged');
      expect(await merge(MAX_MERGED_ISSUES + 2, MAX_MERGED_ISSUES + 1)).toBe('merged');
      expect(await merge(1, MAX_MERGED_ISSUES + 2)).toBe('full');
      expect(await unmerge(MAX_MERGED_ISSUES + 2, MAX_MERGED_ISSUES + 1)).toBe('unmerged');
      expect(await merge(1, MAX_MERGED_ISSUES + 2)).toBe('merged');
      // All of them, into another that has room for none beside them.
      expect(await merge(MAX_MERGED_ISSUES + 1, 1)).toBe('full');
      expect((await read(1)).merged?.ids).toHaveLength(MAX_MERGED_ISSUES);
      expect(await opened.store.delete(idOf(1), NOW, { discardedBy: BY.user })).toBe(true);
      expect(await listed()).toEqual([MAX_MERGED_ISSUES + 1]);
    });

    test('deleted, it takes along what was merged into it; what is merged cannot be deleted alone', async () => {
      await opened.add([issue(1), issue(2), issue(3)]);
      await merge(2, 1);
      expect(await opened.store.delete(idOf(1), NOW)).toBe(false);
      expect(await opened.store.delete(idOf(2), NOW)).toBe(true);
      expect(await opened.store.get([idOf(1), idOf(2)])).toEqual(new Map());
      expect(await listed()).toEqual([3]);
      expect(await unmerge(2, 1)).toBe('gone');
    });

    test('hashes are attached once, and those of others are told', async () => {
      await opened.add([issue(1), issue(2)]);
      const attach = () => opened.store.attachHashes(idOf(1), ['hash-1', 'hash-2', 'hash-7', 'hash-8', 'hash-7']);
      const answer = { attached: ['hash-1', 'hash-7', 'hash-8'], owned: new Map([['hash-2', idOf(2)]]) };
      for (const _ of ['once', 'twice']) {
        const { attached, owned } = await attach();
        expect({ attached: attached.toSorted(), owned }).toEqual(answer);
        expect((await read(1)).hashes).toEqual(['hash-1', 'hash-7', 'hash-8']);
      }
      expect(await opened.store.attachHashes(idOf(2), ['hash-8'])).toEqual({
        attached: [],
        owned: new Map([['hash-8', idOf(1)]]),
      });
    });

    test('hashes are attached to the very issue that was merged, and come along when it is split off', async () => {
      await opened.add([issue(1), issue(2)]);
      await merge(2, 1);
      expect((await opened.store.attachHashes(idOf(1), ['hash-7'])).attached).toEqual(['hash-7']);
      await unmerge(2, 1);
      expect((await read(1)).hashes).toEqual(['hash-1', 'hash-7']);
      expect((await read(2)).hashes).toEqual(['hash-2']);
    });

    test('more hashes than an issue names find no room, and an issue that is gone gets none', async () => {
      await opened.add([issue(1)]);
      const many = Array.from({ length: MAX_ISSUE_HASHES + 20 }, (_, index) => `more-${index}`);
      const { attached, owned } = await opened.store.attachHashes(idOf(1), many);
      expect([attached.length, owned.size]).toEqual([MAX_ISSUE_HASHES - 1, 0]);
      expect((await read(1)).hashes).toHaveLength(MAX_ISSUE_HASHES);
      expect(await opened.store.attachHashes(idOf(9), ['x'])).toEqual({ attached: [], owned: new Map() });
    });

    /** What events were counted as, of which nothing but their number matters. */
    const events = (count: number, name: string, more: Partial<CarvedEvents> = {}): CarvedEvents => ({
      ...{ count, firstSeen: NOW - MINUTE, lastSeen: NOW, hours: new Map([[NOW, count]]), tags: [], users: [] },
      face: { title: name, culprit: '', type: 'error', metadata: { value: name }, level: 'error', platform: 'node' },
      ...more,
    });
    const carve = (from: number, number: number, [part, rest]: [number, number]) => {
      const parts = { part: events(part, 'part', { lastSeen: NOW - MINUTE }), rest: events(rest, 'rest') };
      return opened.store.carve(idOf(from), { id: idOf(number), number, ...parts });
    };

    test('what is carved out of an issue is shown by it, and nobody sees another count', async () => {
      await opened.add([issue(2), issue(3)]);
      const before = await read(2);
      for (const _time of ['once', 'twice']) {
        expect(await carve(2, 7, [8, 12])).toBe('carved');
        expect(await read(2)).toEqual({
          ...before,
          ...{ title: 'rest', culprit: '', metadata: { value: 'rest' }, mergeVersion: 1 },
          merged: { ids: [idOf(7)], count: 8, firstSeen: NOW - MINUTE, lastSeen: NOW },
        });
        expect(await listed()).toEqual([2, 3]);
        for (const by of ['seen', 'events'] as const) expect(await ranked(by)).toEqual([idOf(2), idOf(3)]);
        expect((await read(7)).id).toBe(idOf(2));
      }
    });

    test('split off, it has what left, and can be merged again', async () => {
      await opened.add([issue(2), issue(3)]);
      await merge(2, 3);
      expect(await carve(2, 7, [8, 12])).toBe('carved');
      expect(await read(2)).toMatchObject({ count: 50, merged: { ids: [idOf(3), idOf(7)], count: 38 } });
      expect(await unmerge(2, 7)).toBe('unmerged');
      expect(await read(2)).toMatchObject({ count: 42, merged: { ids: [idOf(3)], count: 30 } });
      expect(await read(7)).toMatchObject({
        ...{ id: idOf(7), number: 7, shortId: 'WEB-7', title: 'part', partOf: idOf(2), count: 8, hashes: [] },
        ...{ firstSeen: NOW - MINUTE, lastSeen: NOW - MINUTE, status: 'unresolved', projectSlug: 'web' },
      });
      expect(await carve(2, 7, [8, 12])).toBe('carved');
      expect(await listed()).toEqual([2, 7]);
      expect(await merge(2, 7)).toBe('merged');
      expect((await read(7)).count).toBe(50);
    });

    test('nothing is carved out of what has counted something else, is shown by another, or is gone', async () => {
      await opened.add([issue(1), issue(2), issue(3)]);
      expect(await carve(2, 7, [8, 11])).toBe('changed');
      expect(await carve(9, 7, [8, 12])).toBe('gone');
      await merge(3, 2);
      expect(await carve(2, 7, [8, 12])).toBe('gone');
      // Its own alone count.
      expect(await carve(3, 7, [25, 25])).toBe('changed');
      expect(await carve(3, 7, [10, 20])).toBe('carved');
      expect(await listed()).toEqual([1, 3]);
    });

    test('one that shows as many others as it can has no room for a part', async () => {
      await opened.add(Array.from({ length: MAX_MERGED_ISSUES + 1 }, (_, index) => issue(index + 1)));
      for (let number = 2; number <= MAX_MERGED_ISSUES + 1; number++) expect(await merge(1, number)).toBe('merged');
      expect(await carve(1, 77, [4, 6])).toBe('full');
    });
  });
};
