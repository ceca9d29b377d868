import { describe, expect, test } from '@jest/globals';
import { completeResolutions } from '../../lib/api/complete-resolutions.ts';
import type { Issue } from '../../lib/ports/issue-store.ts';
import type { Resolution } from '../../lib/protocol/issue-life.ts';
import { memoryReleaseStore } from '../support/memory-release-store.ts';
import { HOUR, issue, NOW } from './scene.ts';

const resolved = (number: number, resolution?: Resolution, more: Partial<Issue> = {}): Issue => {
  const made = issue(number);
  const life = { ...made.life, ...(resolution && { resolution }) };
  return { ...made, status: 'resolved', substatus: null, statusChanged: NOW - HOUR, life, ...more };
};
const next = (release: string | undefined = '1'): Resolution => ({
  type: 'in_next_release',
  ...(release !== undefined && { release }),
  at: NOW - HOUR,
});
const inCommit = (id: string): Resolution => ({
  type: 'in_commit',
  commit: { id, repository: 'acme/shop' },
  at: NOW - HOUR,
});

const inFuture = (release: string): Resolution => ({ type: 'in_future_release', release, at: NOW - HOUR });

/** Issues that wait in project 42, where release 1 is two hours old, and release 2 was made just now. */
const scene = async (...issues: Issue[]) => {
  let now = NOW - 2 * HOUR;
  const clock = { now: () => now };
  const releases = memoryReleaseStore([], clock);
  await releases.make('42', '1', {});
  now = NOW;
  const { release } = await releases.make('42', '2', {});
  const waiting = new Set(issues.map(({ id }) => id));
  const writes: { id: string; version: number; activities: readonly { type: string; data: object }[] }[] = [];
  let disturb: ((one: Issue) => void) | undefined;
  const follower = completeResolutions({
    clock,
    releases,
    pending: {
      list: async (_, { limit, after = '' }) =>
        [...waiting]
          .sort()
          .filter(id => id > after)
          .slice(0, limit),
      delete: async (_, id) => void waiting.delete(id),
    },
    issues: {
      get: async ids => new Map(issues.filter(({ id }) => ids.includes(id)).map(one => [one.id, structuredClone(one)])),
      change: async (id, version, { status, substatus, life, statusChanged, activities }) => {
        const found = issues.find(one => one.id === id);
        if (!found) return 'gone';
        disturb?.(found);
        disturb = undefined;
        if (found.lifeVersion !== version) return 'outdated';
        Object.assign(found, { status, substatus, life, statusChanged, lifeVersion: version + 1 });
        writes.push({ id, version, activities });
        return 'changed';
      },
    },
  });
  const follow = () => follower.follow(release);
  return {
    follow,
    followOf: follower.follow,
    issues,
    releases,
    waiting,
    writes,
    disturbOnce: (act: (one: Issue) => void) => (disturb = act),
  };
};

describe('a new release', () => {
  test('resolves in it what was resolved in the next release, once, and says so', async () => {
    const { follow, issues, waiting, writes } = await scene(resolved(1, next()));
    await follow();
    await follow();
    expect(issues[0]?.life.resolution).toEqual({ type: 'in_release', release: '2', at: NOW - HOUR });
    expect(issues[0]).toMatchObject({ status: 'resolved', statusChanged: NOW - HOUR });
    expect(writes).toMatchObject([{ activities: [{ type: 'set_resolved_in_release', data: { version: '2' } }] }]);
    expect(waiting.size).toBe(0);
  });

  test('resolves what waited for a commit that it contains, and leaves other commits waiting', async () => {
    const { follow, issues, releases, waiting } = await scene(resolved(1, inCommit('c1')), resolved(2, inCommit('c2')));
    await releases.setCommits('42', '2', [{ id: 'c1' }]);
    await follow();
    expect(issues.map(({ life }) => life.resolution?.type)).toEqual(['in_release', 'in_commit']);
    expect([...waiting]).toEqual(['1002']);
  });

  test('resolves what waited for its version or a lower one, and leaves what waits for a greater one', async () => {
    const { issues, releases, waiting, followOf } = await scene(
      resolved(1, inFuture('shop@2.0.0')),
      resolved(2, inFuture('shop@2.1.0')),
      resolved(3, inFuture('shop@3.0.0-rc.1')),
    );
    const make = async (version: string) => followOf((await releases.make('42', version, {})).release);
    for (const early of ['shop@1.9.0', 'shop@2.0.0-rc.1', 'abc']) await make(early);
    expect(waiting.size).toBe(3);
    await make('shop@2.1.0');
    expect(issues.map(({ life }) => life.resolution)).toEqual([
      { type: 'in_release', release: 'shop@2.1.0', at: NOW - HOUR },
      { type: 'in_release', release: 'shop@2.1.0', at: NOW - HOUR },
      inFuture('shop@3.0.0-rc.1'),
    ]);
    expect([...waiting]).toEqual(['1003']);
  });

  test('is not the next one of itself', async () => {
    const { follow, issues, waiting } = await scene(resolved(1, next('2')));
    await follow();
    expect([issues[0]?.life.resolution?.type, waiting.size]).toEqual(['in_next_release', 1]);
  });

  test('changes nothing of what was reopened, resolved otherwise, or deleted meanwhile, and forgets that it waited', async () => {
    const reopened = resolved(1, next(), { status: 'unresolved', substatus: 'regressed' });
    const { follow, waiting, writes } = await scene(reopened, resolved(2));
    waiting.add('1009');
    await follow();
    expect([waiting.size, writes]).toEqual([0, []]);
  });

  test('does not undo what somebody says at the same moment', async () => {
    const { follow, issues, writes, disturbOnce } = await scene(resolved(1, next()));
    disturbOnce(one => Object.assign(one, { status: 'unresolved', substatus: 'regressed', lifeVersion: 1 }));
    await follow();
    expect([issues[0]?.status, writes]).toEqual(['unresolved', []]);
  });

  test('reaches all that wait, however many', async () => {
    const { follow, waiting, writes } = await scene(
      ...Array.from({ length: 60 }, (_, number) => resolved(number + 1, next())),
    );
    await follow();
    expect([waiting.size, writes.length]).toEqual([0, 60]);
  });
});
