import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ReleaseCounts } from '../../../lib/ports/release-counts.ts';
import type { ReleaseStore } from '../../../lib/ports/release-store.ts';
import type { ReleaseUse, TallyStore } from '../../../lib/ports/tally-store.ts';

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

    test('they go with their release', async () => {
      await opened.releases.make('7', 'shop@1#a', {});
      await record(use('2026-11-22', 'production', 3, 1));
      await opened.releases.delete('7', 'shop@1#a');
      expect(await daily()).toEqual([]);
    });
  });
};
