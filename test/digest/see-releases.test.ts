import { describe, expect, test } from '@jest/globals';
import { meterTable } from '../../lib/aws/metered-table.ts';
import { dynamoReleaseStore } from '../../lib/aws/release-store.ts';
import { releaseMemory } from '../../lib/digest/release-memory.ts';
import { type SeeReleasesDeps, seeReleases } from '../../lib/digest/see-releases.ts';
import { usageMeter } from '../../lib/digest/usage-meter.ts';
import type { Release } from '../../lib/ports/release-store.ts';
import { memoryReleaseStore } from '../support/memory-release-store.ts';
import { openTestTable } from '../support/table.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;
const event = (release: string | undefined, at = NOW) => ({
  timestamp: at,
  event: release === undefined ? {} : { release },
});

const scene = () => {
  const store = memoryReleaseStore([], { now: () => NOW });
  const asked: string[][] = [];
  const followed: string[] = [];
  const faults: string[] = [];
  const deps: SeeReleasesDeps = {
    releases: {
      ...store,
      seen: (projectId, seen) => {
        asked.push(seen.map(({ version }) => version));
        return store.seen(projectId, seen);
      },
    },
    releaseFollower: { follow: async ({ version }: Release) => void followed.push(version) },
    releaseMemory: releaseMemory(),
    log: (_, message) => void faults.push(message),
  };
  const get = async (version: string) => (await store.get('1', [version])).get(version);
  return { deps, store, asked, followed, faults, get };
};

describe('releases that events name', () => {
  test('are made with the first event of each, and followed once', async () => {
    const { deps, asked, followed, get } = scene();
    await seeReleases(deps, '1', [
      event('a', NOW - 10),
      event('b'),
      event('a', NOW - 20),
      event(undefined),
      event('a'),
    ]);
    await seeReleases(deps, '1', [event('a'), event('b')]);
    expect(followed).toEqual(['a', 'b']);
    expect(asked).toEqual([['a', 'b']]);
    expect(await get('a')).toEqual({
      projectId: '1',
      version: 'a',
      dateAdded: NOW,
      firstEvent: NOW - 20,
      lastEvent: NOW,
    });
  });

  test('cost a warm digest nothing, until an hour has gone by', async () => {
    const { deps, asked, get } = scene();
    for (let minutes = 0; minutes <= 120; minutes++) await seeReleases(deps, '1', [event('a', NOW + minutes * 60_000)]);
    expect(asked.length).toBeLessThanOrEqual(4);
    expect((await get('a'))?.lastEvent).toBeGreaterThanOrEqual(NOW + HOUR);
  });

  test('of another project are another project’s', async () => {
    const { deps, followed } = scene();
    await seeReleases(deps, '1', [event('a')]);
    await seeReleases(deps, '2', [event('a')]);
    expect(followed).toEqual(['a', 'a']);
  });

  test('are followed again when that failed, by the next event, and no event is held back', async () => {
    const { deps, followed, faults } = scene();
    const failing = async () => {
      throw new Error('the table is busy');
    };
    await seeReleases({ ...deps, releaseFollower: { follow: failing } }, '1', [event('a'), event('b')]);
    expect(faults).toEqual(['release not followed', 'release not followed']);
    await seeReleases(deps, '1', [event('a')]);
    await seeReleases(deps, '1', [event('a')]);
    expect(followed).toEqual(['a']);
  });

  test('a tool has made and died over are followed by the first event', async () => {
    const { deps, store, followed } = scene();
    await store.make('1', 'a', {});
    await seeReleases(deps, '1', [event('a')]);
    expect(followed).toEqual(['a']);
  });

  test('are no releases where no tool could name them', async () => {
    const { deps, asked } = scene();
    await seeReleases(
      deps,
      '1',
      ['', '.', 'latest', 'a/b', '\ud800', 'x'.repeat(201)].map(name => event(name)),
    );
    expect(asked).toEqual([]);
  });

  test('of a flood of made-up names are forgotten, the oldest first', async () => {
    const { deps, asked } = scene();
    const names = Array.from({ length: 10_001 }, (_, number) => event(`v${number}`));
    const seen: typeof deps.releases.seen = async (_, all) => {
      asked.push(all.map(({ version }) => version));
      return [];
    };
    deps.releases = { ...deps.releases, seen };
    await seeReleases(deps, '1', names);
    await seeReleases(deps, '1', [event('v10000'), event('v0')]);
    expect(asked.at(-1)).toEqual(['v0']);
  });
});

test('a new release costs four write units, a known one half a read, and nothing in a warm digest', async () => {
  const meter = usageMeter();
  const table = await openTestTable();
  const digest = (): SeeReleasesDeps => ({
    releases: dynamoReleaseStore(meterTable(table, meter), { now: () => NOW }),
    releaseFollower: { follow: async () => {} },
    releaseMemory: releaseMemory(),
    log: () => {},
  });
  const cost = async (deps: SeeReleasesDeps): Promise<[writes: number, reads: number]> => {
    await seeReleases(deps, '1', [event('shop@1.4.2')]);
    const { tableWrites, tableReads } = meter.take();
    return [tableWrites, tableReads];
  };
  const warm = digest();
  expect(await cost(warm)).toEqual([4, 1.5]);
  expect(await cost(warm)).toEqual([0, 0]);
  expect(await cost(digest())).toEqual([0, 0.5]);
  table.close();
});
