import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ReleaseCounts } from '../../../lib/ports/release-counts.ts';
import type { ReleaseStore } from '../../../lib/ports/release-store.ts';
import { MAX_UNMAPPED_TOLD, type ReleaseUse, type TallyStore } from '../../../lib/ports/tally-store.ts';
import { seeded } from '../../support/digester.ts';

export interface OpenReleaseCounts {
  counts: ReleaseCounts;
  /** What is counted comes through this. */
  tally: TallyStore;
  releases: ReleaseStore;
  close(): void;
}

const use = (day: string, environment: string, events: number, newIssues = 0): ReleaseUse => ({
  version: 'shop@1#a',
  day,
  environment,
  events,
  newIssues,
});

export const describeReleaseCounts = (name: string, open: () => Promise<OpenReleaseCounts>): void => {
  describe(`release counts: ${name}`, () => {
    let opened: OpenReleaseCounts;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const record = (...releases: ReleaseUse[]) =>
      opened.tally.record({ projectId: '7', shares: [], messages: [], totals: [], releases });
    const daily = async (options?: { from: string }) => (await opened.counts.daily('7', 'shop@1#a', options)).counts;

    test('what many transactions add is one sum a day and environment', async () => {
      for (let round = 0; round < 8; round++)
        await record(use('2026-11-22', 'production', 3, 1), use('2026-11-22', 'a#b', 1), use('2026-11-23', '', 2));
      expect(await daily()).toEqual([
        { day: '2026-11-22', environment: 'production', events: 24, newIssues: 8 },
        { day: '2026-11-22', environment: 'a#b', events: 8, newIssues: 0 },
        { day: '2026-11-23', environment: '', events: 16, newIssues: 0 },
      ]);
      expect(await daily({ from: '2026-11-23' })).toMatchObject([{ day: '2026-11-23' }]);
      expect((await opened.counts.daily('7', 'shop@1')).counts).toEqual([]);
      expect((await opened.counts.daily('8', 'shop@1#a')).counts).toEqual([]);
    });

    test('how events were mapped is one sum, with the reasons why not', async () => {
      const maps = (mapped: number, reasons: Record<string, number>) => ({ mapped, partly: 1, unmapped: 0, reasons });
      const day = { day: '2026-11-22', environment: 'production' };
      for (let round = 0; round < 4; round++) {
        await record({ ...use(day.day, day.environment, 3), maps: maps(2, { missing_source: 1 }) });
        await record({ ...use(day.day, day.environment, 1), maps: maps(0, { out_of_time: 1 }) });
        await record(use(day.day, day.environment, 1));
      }
      expect(await daily()).toEqual([
        {
          ...day,
          events: 20,
          newIssues: 0,
          maps: { mapped: 8, partly: 8, unmapped: 0, reasons: { missing_source: 4, out_of_time: 4 } },
        },
      ]);
    });

    const telling = (versions: string[], at = Date.parse('2026-11-22T12:00:00Z')) => {
      const unmapped = { versions, day: new Date(at).toISOString().slice(0, 10), at };
      return opened.tally.record({ projectId: '7', shares: [], messages: [], totals: [], unmapped });
    };
    const toldOf = async (version: string) =>
      (await opened.releases.get('7', [version])).get(version)?.unmappedTold !== undefined;

    test('of two who tell of a release one does, and of a release that is gone nobody does', async () => {
      for (const version of ['a', 'b']) await opened.releases.make('7', version, {});
      const results = await Promise.all([telling(['a']), telling(['a'])]);
      expect(results.filter(result => result === 'recorded')).toHaveLength(1);
      expect(await telling(['a', 'b'])).toBe('outdated');
      expect(await telling(['gone'])).toBe('outdated');
      expect([await toldOf('a'), await toldOf('b')]).toEqual([true, false]);
      expect(await opened.tally.unmappedTold('7', '2026-11-22')).toBe(1);
      expect(await opened.tally.unmappedTold('8', '2026-11-22')).toBe(0);
    });

    test('of so many a day, and of no more until the next', async () => {
      const versions = Array.from({ length: MAX_UNMAPPED_TOLD + 2 }, (_, place) => `v${place}`);
      for (const version of versions) await opened.releases.make('7', version, {});
      expect(await telling(versions.slice(0, MAX_UNMAPPED_TOLD - 1))).toBe('recorded');
      expect(await telling(versions.slice(-2))).toBe('outdated');
      expect(await telling(versions.slice(-1))).toBe('recorded');
      expect(await telling(versions.slice(-2, -1))).toBe('outdated');
      expect(await telling(versions.slice(-2, -1), Date.parse('2026-11-23T00:00:00Z'))).toBe('recorded');
    });

    const usersOf = async (version = 'shop@1#a') => (await opened.counts.users('7', [version])).get(version);
    const hash = (number: number): string => Buffer.from(String(number).padStart(8, '0')).toString('hex');

    test('users are counted once, whoever adds them and however often', async () => {
      expect(await usersOf()).toEqual({ users: 0, exact: true });
      const users = (...numbers: number[]) => new Map([['shop@1#a', numbers.map(hash)]]);
      await opened.tally.addReleaseUsers('7', users(1, 2));
      await opened.tally.addReleaseUsers('7', users(2, 3));
      await Promise.all([4, 5, 6].map(number => opened.tally.addReleaseUsers('7', users(1, number))));
      expect(await usersOf()).toEqual({ users: 6, exact: true });
      expect(await usersOf('shop@1')).toEqual({ users: 0, exact: true });
      expect((await opened.counts.users('8', ['shop@1#a'])).get('shop@1#a')).toEqual({ users: 0, exact: true });
    });

    test('a release of very many users keeps some of them, and says that the number is an estimate', async () => {
      const random = seeded(11);
      const some = () =>
        Array.from({ length: 400 }, () =>
          Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16)).join(''),
        );
      for (let round = 0; round < 10; round++) await opened.tally.addReleaseUsers('7', new Map([['shop@1#a', some()]]));
      const { users = 0, exact } = (await usersOf()) ?? {};
      expect(exact).toBe(false);
      expect(Math.abs(users - 4_000)).toBeLessThan(600);
    });

    test('they go with their release', async () => {
      await opened.tally.addReleaseUsers('7', new Map([['shop@1#a', [hash(1)]]]));
      await opened.releases.make('7', 'shop@1#a', {});
      await record(use('2026-11-22', 'production', 3, 1));
      await opened.releases.delete('7', 'shop@1#a');
      expect(await daily()).toEqual([]);
      expect(await usersOf()).toEqual({ users: 0, exact: true });
    });
  });
};
