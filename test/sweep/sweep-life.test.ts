import { describe, expect, test } from '@jest/globals';
import type { Due } from '../../lib/ports/due-store.ts';
import type { Issue } from '../../lib/ports/issue-store.ts';
import { type SweepLifeDeps, sweepLife } from '../../lib/sweep/sweep-life.ts';
import { issue } from '../api/scene.ts';
import { DAY, HOUR, MINUTE, NOW } from '../life/living.ts';
import { memoryIssueStore } from '../support/memory-issue-store.ts';
import { memoryDueStore, memoryResolveAgeStore, memoryThresholdStore } from '../support/memory-life-stores.ts';

const old = (number: number, more: Partial<Issue> = {}): Issue =>
  issue(number, {
    firstSeen: NOW - 30 * DAY,
    lastSeen: NOW - HOUR,
    statusChanged: NOW - 10 * DAY,
    substatus: 'ongoing',
    ...more,
  });

const scene = (
  issues: Issue[],
  rows: Due[] = [],
  over: {
    ages?: [string, number][];
    hours?: number[];
    goOn?: (projectId: string) => 'nothing' | 'finished' | 'unfinished';
  } = {},
) => {
  let now = NOW;
  const store = memoryIssueStore(issues);
  const dues = memoryDueStore(rows);
  const thresholds = memoryThresholdStore();
  const faults: string[] = [];
  const hours = (over.hours ?? []).map((count, index) => ({ hour: NOW - (index + 1) * HOUR, count }));
  const deps: SweepLifeDeps = {
    clock: { now: () => now },
    issues: store,
    dues,
    thresholds,
    regrouper: { goOn: async id => over.goOn?.(id) ?? 'nothing' },
    stats: { hourly: async asked => new Map(asked.map(({ id }) => [id, hours])) },
    resolveAges: memoryResolveAgeStore(new Map(over.ages)),
    stale: {
      unresolvedBefore: async (projectId, before, limit) =>
        store.issues
          .filter(one => one.projectId === projectId && one.status === 'unresolved' && one.lastSeen < before)
          .slice(0, limit),
    },
    log: (_, text) => void faults.push(text),
  };
  return { deps, store, dues, thresholds, faults, sweep: () => sweepLife(deps), wait: (ms: number) => (now += ms) };
};

describe('archived until a time', () => {
  const archived = (until: number): Issue => {
    const base = old(1, { status: 'ignored', substatus: 'archived_until_condition_met' });
    return { ...base, life: { ...base.life, archive: { until, countThen: 0, usersThen: 0 } } };
  };
  const due: Due = { kind: 'wake', id: '1001', at: NOW };

  test('it is open again when the time has come, and not before', async () => {
    const { store, dues, sweep, wait } = scene([archived(NOW + HOUR)], [{ ...due, at: NOW + HOUR }]);
    await sweep();
    expect(store.issues[0]?.status).toBe('ignored');
    wait(HOUR);
    await sweep();
    expect(store.issues[0]).toMatchObject({ status: 'unresolved', substatus: 'ongoing', life: { reappeared: true } });
    expect(store.activities.get('1001')).toMatchObject([{ type: 'auto_set_ongoing' }]);
    expect(dues.rows).toEqual([]);
    expect(await sweep()).toBe(0);
  });

  test('one that was archived anew stays so until its new time', async () => {
    const { store, dues, sweep } = scene([archived(NOW + DAY)], [due]);
    await sweep();
    expect([store.issues[0]?.status, dues.rows]).toEqual(['ignored', []]);
  });

  test('one that is gone, or open meanwhile, is forgotten', async () => {
    const { dues, sweep, faults } = scene([old(2)], [due, { ...due, id: '1002' }]);
    await sweep();
    expect([dues.rows, faults]).toEqual([[], []]);
  });

  test('one that fails waits, and does not keep the others', async () => {
    const { deps, store, dues, sweep, faults } = scene(
      [archived(NOW), old(2)],
      [{ ...due, id: '666', at: NOW - 1 }, due],
    );
    const get = store.get.bind(store);
    deps.issues.get = async ids => (ids.includes('666') ? Promise.reject(new Error('throttled')) : get(ids));
    await sweep();
    expect(store.issues[0]?.status).toBe('unresolved');
    expect([dues.rows, faults]).toEqual([[{ kind: 'wake', id: '666', at: NOW + 10 * MINUTE }], ['what is due failed']]);
  });

  test('what somebody says at the same moment is not undone', async () => {
    const { deps, store, sweep } = scene([archived(NOW)], [due]);
    const change = store.change.bind(store);
    let first = true;
    deps.issues.change = async (id, version, write) => {
      if (first)
        Object.assign(store.issues[0] ?? {}, { status: 'resolved', substatus: null, lifeVersion: version + 1 });
      first = false;
      return change(id, version, write);
    };
    await sweep();
    expect(store.issues[0]?.status).toBe('resolved');
  });
});

describe('the forecast of an archived issue', () => {
  const waiting = (more: Partial<Issue> = {}): Issue =>
    old(1, { status: 'ignored', substatus: 'archived_until_escalating', ...more });
  const due: Due = { kind: 'forecast', id: '1001', at: NOW };

  test('is made anew from its last week, and again in a week', async () => {
    const { store, sweep } = scene([waiting()], [due], { hours: [30, 20] });
    await sweep();
    expect(store.issues[0]).toMatchObject({ status: 'ignored', statusChanged: NOW - 10 * DAY });
    expect(store.issues[0]?.life.forecast?.values).toEqual(Array(14).fill(300));
    expect(store.writes[0]?.due).toEqual([{ kind: 'forecast', at: NOW + 7 * DAY }]);
  });

  test('goes on being made when the issue was quiet for a week', async () => {
    const { store, sweep } = scene([waiting()], [due]);
    await sweep();
    expect(store.issues[0]?.life.forecast?.values).toEqual([]);
    expect(store.writes[0]?.due).toHaveLength(1);
  });

  test('is left alone when it is young: that archiving has a time of its own', async () => {
    const { store, sweep } = scene([waiting({ statusChanged: NOW - DAY })], [due], { hours: [30] });
    await sweep();
    expect(store.writes).toEqual([]);
  });
});

describe('resolving by age', () => {
  const MINUTES = Array.from({ length: 10 });

  test('resolves what nobody has seen for so long, in its project only, and says so', async () => {
    const issues = [
      old(1, { lastSeen: NOW - 49 * HOUR }),
      old(2, { lastSeen: NOW - 47 * HOUR }),
      old(3, { projectId: '43', lastSeen: 0 }),
    ];
    const { store, sweep, wait } = scene(issues, [], { ages: [['42', 48]] });
    for (const _ of MINUTES) {
      await sweep();
      wait(MINUTE);
    }
    expect(store.issues.map(({ status }) => status)).toEqual(['resolved', 'unresolved', 'unresolved']);
    expect(store.activities.get('1001')).toMatchObject([{ type: 'set_resolved_by_age', data: { age: 48 } }]);
  });

  test('spreads projects over its runs', async () => {
    const projects = MINUTES.map((_, index) => String(40 + index));
    const issues = projects.map((projectId, index) => old(index, { projectId, lastSeen: 0 }));
    const { store, sweep } = scene(issues, [], { ages: projects.map(id => [id, 1]) });
    await sweep();
    expect(store.issues.filter(({ status }) => status === 'resolved')).toHaveLength(1);
  });
});

describe("a project's threshold", () => {
  const due: Due = { kind: 'threshold', id: '42', at: NOW - HOUR };

  test('is found out from how often its issues came in the last week', async () => {
    const young = old(1, { firstSeen: NOW - 10 * HOUR, count: 100 });
    const { thresholds, dues, sweep } = scene([young], [due]);
    await sweep();
    expect(await thresholds.get('42')).toEqual({ value: 10, at: NOW });
    expect(dues.rows).toEqual([]);
  });

  test('of issues that are older than a week only that week counts', async () => {
    const { thresholds, sweep } = scene([old(1, { count: 1_000_000 })], [due], { hours: [168, 168] });
    await sweep();
    expect((await thresholds.get('42'))?.value).toBe(2);
  });

  test('is not found out twice within hours', async () => {
    const { thresholds, sweep } = scene([old(1)], [due]);
    await thresholds.set('42', { value: 7, at: NOW - HOUR });
    await sweep();
    expect((await thresholds.get('42'))?.value).toBe(7);
  });
});

describe('regroupings that nobody has finished', () => {
  const due = (id: string, at = NOW): Due => ({ kind: 'regrouping', id, at });

  test('are gone on with, one project a sweep, until nothing is left; those that are over keep nobody', async () => {
    let left = 2;
    const asked: string[] = [];
    const goOn = (id: string) => {
      asked.push(id);
      if (id === '9') return 'nothing';
      return id === '1' && --left > 0 ? 'unfinished' : 'finished';
    };
    const { dues, sweep, wait } = scene([], [due('9', NOW - 2), due('1', NOW - 1), due('2')], { goOn });
    await sweep();
    expect([asked, dues.rows]).toEqual([
      ['9', '1'],
      [due('2'), due('1', NOW + MINUTE)],
    ]);
    await sweep();
    await sweep();
    expect(asked).toEqual(['9', '1', '2']);
    wait(MINUTE);
    await sweep();
    expect([asked.slice(3), dues.rows]).toEqual([['1'], []]);
  });

  test('one that fails waits for ten minutes, and keeps nobody else', async () => {
    const goOn = (id: string) => {
      if (id === '1') throw new Error('no');
      return 'finished' as const;
    };
    const { dues, sweep, faults } = scene([], [due('1', NOW - 1), due('2')], { goOn });
    await sweep();
    await sweep();
    expect([dues.rows, faults]).toEqual([[due('1', NOW + 10 * MINUTE)], ['what is due failed']]);
  });
});
