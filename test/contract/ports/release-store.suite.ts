import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '../../../lib/ports/clock.ts';
import { MAX_DEPLOYS, type Release, type ReleaseStore } from '../../../lib/ports/release-store.ts';
import { NOW } from './event-store.suite.ts';

export interface OpenReleaseStore {
  store: ReleaseStore;
  close(): void;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PROJECT = '7';
const seenAt = (version: string, at = NOW) => ({ version, first: at, last: at });
const sha = (number: number): string => number.toString(16).padStart(40, '0');

/** `open` gets the clock by which releases are dated. */
export const describeReleaseStore = (name: string, open: (clock: Clock) => Promise<OpenReleaseStore>): void => {
  describe(`release store: ${name}`, () => {
    let opened: OpenReleaseStore;
    let store: ReleaseStore;
    let now = NOW;
    beforeEach(async () => {
      now = NOW;
      opened = await open({ now: () => now });
      store = opened.store;
    });
    afterEach(() => opened.close());

    const get = async (version: string): Promise<Release | undefined> =>
      (await store.get(PROJECT, [version])).get(version);
    const versionsOf = (releases: readonly Release[]): string[] => releases.map(({ version }) => version);
    /** Releases `a`, `b`, `c` …, each a minute newer than the one before. */
    const makeInOrder = async (...versions: string[]): Promise<void> => {
      for (const version of versions) {
        await store.make(PROJECT, version, {});
        now += 60_000;
      }
    };

    test('an event makes the release that it names, once, however often it is seen', async () => {
      expect(await store.seen(PROJECT, [seenAt('shop@1.0.0')])).toEqual(['shop@1.0.0']);
      await store.settle(PROJECT, 'shop@1.0.0');
      expect(await store.seen(PROJECT, [seenAt('shop@1.0.0')])).toEqual([]);
      expect(await get('shop@1.0.0')).toEqual({
        projectId: PROJECT,
        version: 'shop@1.0.0',
        dateAdded: NOW,
        firstEvent: NOW,
        lastEvent: NOW,
      });
    });

    test('what follows from a new release is asked for again until it is done', async () => {
      expect(await store.seen(PROJECT, [seenAt('a')])).toEqual(['a']);
      expect(await store.seen(PROJECT, [seenAt('a'), seenAt('b')])).toEqual(expect.arrayContaining(['a', 'b']));
      await store.settle(PROJECT, 'a');
      await store.settle(PROJECT, 'a');
      expect(await store.seen(PROJECT, [seenAt('a'), seenAt('b')])).toEqual(['b']);
    });

    test('the first and last event move outwards, an hour at a time', async () => {
      await store.seen(PROJECT, [seenAt('a')]);
      await store.seen(PROJECT, [{ version: 'a', first: NOW - HOUR / 2, last: NOW + HOUR / 2 }]);
      expect(await get('a')).toMatchObject({ firstEvent: NOW, lastEvent: NOW });
      await store.seen(PROJECT, [{ version: 'a', first: NOW - 2 * HOUR, last: NOW + 2 * HOUR }]);
      expect(await get('a')).toMatchObject({ firstEvent: NOW - 2 * HOUR, lastEvent: NOW + 2 * HOUR });
      await store.seen(PROJECT, [seenAt('a')]);
      expect(await get('a')).toMatchObject({ firstEvent: NOW - 2 * HOUR, lastEvent: NOW + 2 * HOUR });
    });

    test('a release that a tool has made gets its first and last event from events', async () => {
      expect(await store.make(PROJECT, 'a', { dateReleased: NOW - DAY })).toEqual({
        release: { projectId: PROJECT, version: 'a', dateAdded: NOW, dateReleased: NOW - DAY, unsettled: true },
        outcome: 'made',
      });
      await store.seen(PROJECT, [{ version: 'a', first: NOW - HOUR, last: NOW }]);
      expect(await get('a')).toMatchObject({ firstEvent: NOW - HOUR, lastEvent: NOW });
    });

    test('making it a second time fills in what was not known, moves no date, and changes the status', async () => {
      await store.seen(PROJECT, [seenAt('a')]);
      const filled = await store.make(PROJECT, 'a', { dateReleased: NOW, ref: 'main', url: 'https://a' });
      expect(filled).toMatchObject({ outcome: 'known', release: { dateReleased: NOW, ref: 'main', url: 'https://a' } });
      await store.make(PROJECT, 'a', { dateReleased: NOW + DAY, ref: 'dev', status: 'archived' });
      expect(await get('a')).toMatchObject({ dateReleased: NOW, ref: 'main', status: 'archived', dateAdded: NOW });
    });

    test('of two who make the same release at the same time one has made it', async () => {
      const all = await Promise.all([1, 2, 3].map(() => store.make(PROJECT, 'a', { ref: 'main' })));
      expect(all.map(({ outcome }) => outcome).sort()).toEqual(['known', 'known', 'made']);
    });

    test('a change sets what it names and leaves the rest', async () => {
      await store.make(PROJECT, 'a', { ref: 'main', url: 'https://a' });
      expect(await store.change(PROJECT, 'a', { url: 'https://b', dateReleased: NOW })).toMatchObject({
        ref: 'main',
        url: 'https://b',
        dateReleased: NOW,
      });
      expect(await store.change(PROJECT, 'a', {})).toMatchObject({ ref: 'main', url: 'https://b' });
      expect(await store.change(PROJECT, 'unknown', { ref: 'main' })).toBeUndefined();
      expect(await get('unknown')).toBeUndefined();
    });

    test('releases are listed newest first by the date of release, or of being added where they have none', async () => {
      await makeInOrder('a', 'b', 'c');
      await store.change(PROJECT, 'a', { dateReleased: NOW + DAY });
      expect(versionsOf((await store.newest(PROJECT, { limit: 10 })).releases)).toEqual(['a', 'c', 'b']);
    });

    test('releases are listed by version, the greatest first; then those that are none, the last one added first', async () => {
      await makeInOrder('shop@1.10.0', 'abc', 'shop@2.0.0-rc.1', 'shop@1.9.0', 'def', 'shop@2.0.0');
      const pages: string[][] = [];
      let before: string | undefined;
      do {
        const page = await store.greatest(PROJECT, { limit: 4, ...(before !== undefined && { before }) });
        pages.push(versionsOf(page.releases));
        before = page.next;
      } while (before !== undefined && pages.length < 9);
      expect(pages).toEqual([
        ['shop@2.0.0', 'shop@2.0.0-rc.1', 'shop@1.10.0', 'shop@1.9.0'],
        ['def', 'abc'],
      ]);
      expect((await store.greatest('8', { limit: 4 })).releases).toEqual([]);
    });

    test('the list is read on from where a page ended, also among releases of one moment', async () => {
      for (const version of ['a', 'b', 'é', '힣', '😀']) await store.make(PROJECT, version, { dateReleased: NOW });
      const pages: string[][] = [];
      let before: Awaited<ReturnType<ReleaseStore['newest']>>['next'];
      do {
        const page = await store.newest(PROJECT, { limit: 2, ...(before && { before }) });
        pages.push(versionsOf(page.releases));
        before = page.next;
      } while (before && pages.length < 9);
      expect(pages.flat()).toEqual(['😀', '힣', 'é', 'b', 'a']);
    });

    test('no project sees another one’s releases', async () => {
      await makeInOrder('a');
      await store.setCommits(PROJECT, 'a', [{ id: sha(1) }]);
      expect((await store.newest('8', { limit: 10 })).releases).toEqual([]);
      expect((await store.get('8', ['a'])).size).toBe(0);
      expect(await store.withCommit('8', sha(1))).toBeUndefined();
      expect(versionsOf(await store.find(['8', PROJECT], 'a'))).toEqual(['a']);
    });

    test('the longest versions and those with odd characters are releases like others', async () => {
      const versions = ['😀'.repeat(200), 'a#b', '#', 'META', ' ', 'x@1.0.0+build#7'];
      expect(
        (
          await store.seen(
            PROJECT,
            versions.map(version => seenAt(version)),
          )
        ).sort(),
      ).toEqual(versions.sort());
      expect([...(await store.get(PROJECT, versions)).keys()].sort()).toEqual(versions.sort());
      for (const version of versions) {
        expect(await store.setCommits(PROJECT, version, [{ id: 'f'.repeat(64) }])).toBe(true);
        expect(await store.addDeploy(PROJECT, version, deploy(1))).toBe('added');
      }
      expect((await store.newest(PROJECT, { limit: 10 })).releases).toHaveLength(versions.length);
    });

    test('a commit leads to the newest release that contains it', async () => {
      await makeInOrder('old', 'new', 'other');
      await store.setCommits(PROJECT, 'new', [{ id: sha(2), repository: 'acme/shop', timestamp: NOW }, { id: sha(1) }]);
      await store.setCommits(PROJECT, 'old', [{ id: sha(1) }]);
      expect((await store.withCommit(PROJECT, sha(1)))?.version).toBe('new');
      await store.change(PROJECT, 'old', { dateReleased: now + DAY });
      expect((await store.withCommit(PROJECT, sha(1)))?.version).toBe('old');
      expect(await store.withCommit(PROJECT, sha(1).slice(0, 39))).toBeUndefined();
      expect(await get('new')).toMatchObject({ commitCount: 2, lastCommit: { id: sha(2), repository: 'acme/shop' } });
    });

    test('commits that are said again replace those that were said before', async () => {
      await makeInOrder('a');
      const many = Array.from({ length: 450 }, (_, number) => ({ id: sha(number) }));
      expect(await store.setCommits(PROJECT, 'a', many)).toBe(true);
      expect(await store.commits(PROJECT, 'a')).toEqual(many);
      await store.setCommits(PROJECT, 'a', [{ id: sha(3) }, { id: sha(900) }]);
      expect(await store.commits(PROJECT, 'a')).toEqual([{ id: sha(3) }, { id: sha(900) }]);
      expect(await store.withCommit(PROJECT, sha(4))).toBeUndefined();
      expect((await store.withCommit(PROJECT, sha(3)))?.version).toBe('a');
      await store.setCommits(PROJECT, 'a', []);
      expect(await get('a')).not.toHaveProperty('lastCommit');
      expect(await store.commits(PROJECT, 'a')).toEqual([]);
    });

    test('commits keep message, author and files; the release names its authors and its newest commit', async () => {
      await makeInOrder('a');
      const jane = { name: 'Jane', email: 'jane@example.com' };
      const file = { path: 'src/cart.ts', type: 'M' as const };
      const commits = [
        { id: sha(3), message: 'third\n\nFixes SHOP-1', author: jane, files: [file], timestamp: NOW },
        { id: sha(2), author: { ...jane, email: 'JANE@example.com' } },
        { id: sha(1), author: { name: 'Bob' }, files: [] },
      ];
      await store.setCommits(PROJECT, 'a', commits);
      expect(await store.commits(PROJECT, 'a')).toEqual(commits);
      const { files: _, ...newest } = commits[0]!;
      const authors = (await get('a'))?.authors ?? [];
      expect([(await get('a'))?.lastCommit, authors.map(({ name }) => name)]).toEqual([newest, ['Jane', 'Bob']]);
      await store.setCommits(PROJECT, 'a', [{ id: sha(1) }]);
      expect(await get('a')).not.toHaveProperty('authors');
    });

    test('a thousand commits of long messages and many files are kept whole', async () => {
      await makeInOrder('a');
      const files = Array.from({ length: 40 }, (_, number) => ({
        path: `packages/shop/src/${'deep/'.repeat(8)}${number}.ts`,
        type: 'M' as const,
      }));
      const commits = Array.from({ length: 1_000 }, (_, number) => ({
        id: sha(number),
        message: `${number} ${'한'.repeat(300)}`,
        files,
      }));
      expect(await store.setCommits(PROJECT, 'a', commits)).toBe(true);
      expect(await store.commits(PROJECT, 'a')).toEqual(commits);
    });

    test('of a release that is not there neither commits nor deploys are kept', async () => {
      expect(await store.setCommits(PROJECT, 'a', [{ id: sha(1) }])).toBe(false);
      expect(await store.addDeploy(PROJECT, 'a', deploy(1))).toBe('gone');
      expect(await store.deploys(PROJECT, 'a')).toEqual([]);
    });

    test('deploys are counted and listed, the latest first', async () => {
      await makeInOrder('a');
      for (const number of [2, 3, 1]) expect(await store.addDeploy(PROJECT, 'a', deploy(number))).toBe('added');
      expect(await store.deploys(PROJECT, 'a')).toEqual([deploy(3), deploy(2), deploy(1)]);
      expect(await get('a')).toMatchObject({ deployCount: 3, lastDeploy: deploy(3) });
    });

    test('deploys that come at the same time are all counted', async () => {
      await makeInOrder('a');
      await Promise.all([1, 2, 3, 4].map(number => store.addDeploy(PROJECT, 'a', deploy(number))));
      expect(await get('a')).toMatchObject({ deployCount: 4, lastDeploy: deploy(4) });
      expect(MAX_DEPLOYS).toBeGreaterThan(4);
    });

    test('a deleted release is gone with its commits and deploys, and may come back as a new one', async () => {
      await makeInOrder('a');
      await store.setCommits(PROJECT, 'a', [{ id: sha(1) }]);
      await store.addDeploy(PROJECT, 'a', deploy(1));
      expect(await store.delete(PROJECT, 'a')).toBe(true);
      expect(await store.delete(PROJECT, 'a')).toBe(false);
      expect(await store.seen(PROJECT, [seenAt('a')])).toEqual(['a']);
      expect(await get('a')).toMatchObject({ dateAdded: now, unsettled: true });
      expect(await get('a')).not.toHaveProperty('commitCount');
      expect(await store.commits(PROJECT, 'a')).toEqual([]);
      expect(await store.deploys(PROJECT, 'a')).toEqual([]);
      expect(await store.withCommit(PROJECT, sha(1))).toBeUndefined();
    });
  });
};

const deploy = (number: number) => ({
  id: `d${number}`,
  environment: 'production',
  dateFinished: NOW + number * 1_000,
});
