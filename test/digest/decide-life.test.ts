import { describe, expect, test } from '@jest/globals';
import { type DecideLifeDeps, decideLife } from '../../lib/digest/decide-life.ts';
import { type DigestEvent, toDigestEvent } from '../../lib/digest/digest-event.ts';
import { ownershipReader } from '../../lib/digest/read-ownership.ts';
import type { Issue } from '../../lib/ports/issue-store.ts';
import type { Release } from '../../lib/ports/release-store.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import { issue } from '../api/scene.ts';
import { DAY, HOUR, MINUTE, NOW } from '../life/living.ts';
import { message } from '../support/digester.ts';
import {
  memoryArchiveWindows,
  memoryDueStore,
  memoryOwnershipStore,
  memoryThresholdStore,
} from '../support/memory-life-stores.ts';
import { memoryReleaseStore } from '../support/memory-release-store.ts';

let count = 0;
const event = (
  over: { at?: number; received?: number; user?: string; event?: Partial<SentryEvent> } = {},
): DigestEvent => {
  const eventId = (++count).toString(16).padStart(16, '0').repeat(2);
  const at = over.at ?? NOW;
  const queued = message({
    id: eventId,
    eventId,
    at,
    received: over.received ?? at,
    event: { ...over.event, ...(over.user && { user: { id: over.user } }) },
  });
  const [item] = queued.items;
  if (item?.type !== 'event') throw new Error('the message has one event');
  return toDigestEvent({ recordId: eventId }, queued, item);
};
const events = (amount: number, over?: Parameters<typeof event>[0]) =>
  Array.from({ length: amount }, () => event(over));
const old = (more: Partial<Issue> = {}): Issue =>
  issue(1, {
    firstSeen: NOW - 30 * DAY,
    lastSeen: NOW - HOUR,
    statusChanged: NOW - 2 * HOUR,
    substatus: 'ongoing',
    ...more,
  });

/** Facts, and how often they were asked for. */
const facts = (over: { releases?: string[]; hour?: number; threshold?: number; ownership?: string } = {}) => {
  const asked: string[] = [];
  const releases: Release[] = (over.releases ?? []).map((version, index) => ({
    projectId: '42',
    version,
    dateAdded: NOW - DAY + index * HOUR,
  }));
  const store = memoryReleaseStore(releases, { now: () => NOW });
  const thresholds = memoryThresholdStore(
    new Map(over.threshold === undefined ? [] : [['42', { value: over.threshold, at: NOW }]]),
  );
  const dues = memoryDueStore();
  const ownership = memoryOwnershipStore();
  if (over.ownership)
    void ownership.set('42', {
      raw: over.ownership,
      fallthrough: true,
      autoAssignment: 'issue_owner',
      codeownersAutoSync: true,
      dateCreated: 1,
      lastUpdated: 1,
    });
  const noting = <T extends object>(name: string, target: T): T =>
    new Proxy(target, {
      get: (of, key, self) => {
        asked.push(name);
        return Reflect.get(of, key, self);
      },
    });
  const deps: DecideLifeDeps = {
    releases: noting('releases', store),
    stats: noting('stats', {
      hourly: async (issues: readonly Issue[]) =>
        new Map(issues.map(({ id }) => [id, [{ hour: NOW, count: over.hour ?? 0 }]])),
    }),
    thresholds: noting('thresholds', thresholds),
    windows: memoryArchiveWindows(),
    dues,
    ownership: ownershipReader(ownership),
  };
  return { deps, asked, dues };
};

test('a plain open issue costs no question', async () => {
  const { deps, asked } = facts({ hour: 10_000, threshold: 0.1 });
  expect(await decideLife(deps, old(), events(1_000), NOW)).toBeUndefined();
  expect(
    await decideLife(deps, old({ status: 'ignored', substatus: 'archived_forever' }), events(1_000), NOW),
  ).toBeUndefined();
  expect(asked).toEqual([]);
});

describe('what is resolved', () => {
  const resolved = (resolution?: Issue['life']['resolution']): Issue => {
    const base = old({ status: 'resolved', substatus: null });
    return { ...base, life: { ...base.life, ...(resolution && { resolution }) } };
  };
  const inRelease = (release: string) => resolved({ type: 'in_release', release, at: NOW - 2 * HOUR });

  test('comes back with the next event, which is told', async () => {
    const { deps, asked } = facts();
    const seen = event({ event: { release: 'shop@1.0.0' } });
    expect(await decideLife(deps, resolved(), [seen], NOW)).toMatchObject({
      status: 'unresolved',
      substatus: 'regressed',
      activity: { type: 'set_regression', data: { event_id: seen.eventId, version: 'shop@1.0.0' } },
      announce: { kind: 'regressed', eventId: seen.eventId },
    });
    expect(asked).toEqual([]);
  });

  test('does not come back by what was on its way before', async () => {
    expect(await decideLife(facts().deps, resolved(), [event({ received: NOW - 3 * HOUR })], NOW)).toBeUndefined();
  });

  test.each([
    ['an older version is still out there', 'shop@1.0.0', undefined],
    ['the release of the fix has it again', 'shop@1.1.0', 'regressed'],
    ['a release that nobody has heard of is newer than all', 'shop@1.2.0', 'regressed'],
    ['an event without a release is of an older one', undefined, undefined],
  ])('by versions: %s', async (_, release, expected) => {
    const { deps } = facts({ releases: ['shop@1.0.0', 'shop@1.1.0'] });
    const change = await decideLife(deps, inRelease('shop@1.1.0'), [event({ event: release ? { release } : {} })], NOW);
    expect(change?.substatus).toBe(expected);
    if (change)
      expect(change.activity?.data).toMatchObject({ follows_semver: true, resolved_in_version: 'shop@1.1.0' });
  });

  test.each([
    ['an older one is still out there', 'a', undefined],
    ['the one of the fix has it again', 'b', 'regressed'],
    ['a newer one has it again', 'c', 'regressed'],
    ['one that nobody has heard of is the newest', 'new', 'regressed'],
  ])('by dates: %s', async (_, release, expected) => {
    const { deps } = facts({ releases: ['a', 'b', 'c'] });
    const change = await decideLife(deps, inRelease('b'), [event({ event: { release } })], NOW);
    expect(change?.substatus).toBe(expected);
  });

  test('among many events one of an uncovered release is enough, and is the one that is told', async () => {
    const { deps } = facts({ releases: ['a', 'b', 'c'] });
    const worse = event({ at: NOW - MINUTE, event: { release: 'c' } });
    const seen = [...events(50, { event: { release: 'a' } }), worse];
    expect((await decideLife(deps, inRelease('b'), seen, NOW))?.announce?.eventId).toBe(worse.eventId);
  });

  test('in a commit stays so until a release has the commit', async () => {
    const { deps } = facts({ releases: ['a', 'b'] });
    const inCommit = resolved({ type: 'in_commit', commit: { id: 'c0ffee', repository: 'r' }, at: NOW - HOUR });
    const seen = [event({ event: { release: 'b' } })];
    expect(await decideLife(deps, inCommit, seen, NOW)).toBeUndefined();
    await memoryCommit(deps, 'b');
    expect((await decideLife(deps, inCommit, seen, NOW))?.substatus).toBe('regressed');
  });
  const memoryCommit = async (deps: DecideLifeDeps, version: string) =>
    (deps.releases as ReturnType<typeof memoryReleaseStore>).setCommits('42', version, [{ id: 'c0ffee' }]);
});

describe('what is archived until it escalates', () => {
  const archived = (more: Partial<Issue> = {}): Issue =>
    old({ status: 'ignored', substatus: 'archived_until_escalating', ...more });

  test('comes back when an hour has more events than were to be expected', async () => {
    const base = archived();
    const waiting = { ...base, life: { ...base.life, forecast: { from: NOW - (NOW % DAY), values: [50] } } };
    expect(await decideLife(facts({ hour: 40 }).deps, waiting, events(10), NOW)).toBeUndefined();
    const seen = events(11);
    expect(await decideLife(facts({ hour: 40 }).deps, waiting, seen, NOW)).toMatchObject({
      status: 'unresolved',
      substatus: 'escalating',
      life: { priority: 'high', reappeared: true },
      activity: { type: 'set_escalating', data: { forecast: 50 } },
      announce: { kind: 'escalating' },
    });
  });

  test('is not woken by events of other hours, nor on its first day', async () => {
    expect(
      await decideLife(facts({ hour: 190 }).deps, archived(), events(50, { at: NOW - 2 * HOUR }), NOW),
    ).toBeUndefined();
    const young = archived({ firstSeen: NOW - 23 * HOUR });
    expect(await decideLife(facts({ hour: 10_000 }).deps, young, events(50), NOW)).toBeUndefined();
  });
});

describe('what is archived until a condition is met', () => {
  const archived = (condition: object): Issue => {
    const base = old({ status: 'ignored', substatus: 'archived_until_condition_met', count: 100, users: 10 });
    return { ...base, life: { ...base.life, archive: { countThen: 95, usersThen: 8, ...condition } } };
  };
  const decide = async (condition: object, seen = events(1), users = 10) =>
    (await decideLife(facts().deps, { ...archived(condition), users }, seen, NOW))?.substatus;

  test('so many events', async () => {
    expect(await decide({ count: 7 })).toBeUndefined();
    expect(await decide({ count: 6 })).toBe('escalating');
  });

  test('so many users', async () => {
    expect(await decide({ userCount: 3 })).toBeUndefined();
    expect(await decide({ userCount: 3 }, events(1), 11)).toBe('escalating');
  });

  test('what had a time goes on as if nothing had been, whichever condition was first', async () => {
    expect(await decide({ until: NOW })).toBe('ongoing');
    expect(await decide({ until: NOW + HOUR })).toBeUndefined();
    expect(await decide({ until: NOW + HOUR, count: 1 })).toBe('ongoing');
  });

  test('so many events within a time, of which old ones fall out and redelivered ones count once', async () => {
    const { deps } = facts();
    const waiting = archived({ count: 5, window: 60 });
    const first = events(3);
    for (const _ of [1, 2]) expect(await decideLife(deps, waiting, first, NOW)).toBeUndefined();
    expect(await decideLife(deps, waiting, events(3, { at: NOW + 2 * HOUR }), NOW + 2 * HOUR)).toBeUndefined();
    expect(
      (await decideLife(deps, waiting, events(2, { at: NOW + 2 * HOUR + MINUTE }), NOW + 2 * HOUR + MINUTE))?.substatus,
    ).toBe('escalating');
  });

  test('so many users within a time, those who came before count, too', async () => {
    const { deps } = facts();
    const waiting = archived({ userCount: 2, userWindow: 60 });
    for (const _ of [1, 2, 3]) expect(await decideLife(deps, waiting, [event({ user: 'jane' })], NOW)).toBeUndefined();
    expect((await decideLife(deps, waiting, [event({ user: 'joe' })], NOW))?.substatus).toBe('escalating');
  });
});

describe('what is new', () => {
  const fresh = (more: Partial<Issue> = {}): Issue =>
    old({ substatus: 'new', firstSeen: NOW - 2 * HOUR, count: 5, ...more });

  test('escalates when it comes more often than nearly all others of its project', async () => {
    expect((await decideLife(facts({ threshold: 4 }).deps, fresh(), events(4), NOW))?.substatus).toBeUndefined();
    expect((await decideLife(facts({ threshold: 4 }).deps, fresh(), events(5), NOW))?.substatus).toBe('escalating');
    expect(
      await decideLife(facts({ threshold: 4 }).deps, fresh({ firstSeen: NOW - 25 * HOUR }), events(500), NOW),
    ).toBeUndefined();
  });

  test('never does while nobody knows what is usual, and asks the sweep to find out, once a day', async () => {
    const { deps, dues } = facts();
    for (const _ of [1, 2, 3]) expect(await decideLife(deps, fresh(), events(500), NOW)).toBeUndefined();
    expect(dues.rows).toEqual([{ kind: 'threshold', id: '42', at: NOW - (NOW % DAY) }]);
  });
});

describe('ownership', () => {
  const raw = 'app.js jane@example.com\nother.js joe@example.com';
  test('an issue that is nobody’s becomes that of its owner', async () => {
    expect(await decideLife(facts({ ownership: raw }).deps, old(), events(1), NOW)).toMatchObject({
      status: 'unresolved',
      substatus: 'ongoing',
      life: { assignee: { type: 'user', name: 'jane@example.com', by: 'ownership' } },
      activity: { type: 'assigned' },
    });
  });

  test('what a person has assigned or cleared is left alone', async () => {
    const { deps } = facts({ ownership: raw });
    const base = old();
    const assignee = { type: 'team', id: 'web', name: 'web', by: 'manual' } as const;
    for (const life of [
      { ...base.life, assignee },
      { ...base.life, unassigned: true },
    ])
      expect(await decideLife(deps, { ...base, life }, events(1), NOW)).toBeUndefined();
  });

  test('an issue that nobody owns is not compared with each batch', async () => {
    const { deps } = facts({ ownership: 'nothing.js jane@example.com' });
    expect(await decideLife(deps, old(), events(1), NOW)).toBeUndefined();
    expect(await deps.ownership.rulesFor('42', old().id, NOW + MINUTE)).toEqual([]);
    expect(await deps.ownership.rulesFor('42', old().id, NOW + 2 * HOUR)).toHaveLength(1);
  });
});
