import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ageOut } from '../../lib/life/age-out.ts';
import { type Changed, type ChangeFacts, changeOf } from '../../lib/life/change-of.ts';
import type { LifeUpdate } from '../../lib/life/life-update.ts';
import type { LivingIssue } from '../../lib/life/living-issue.ts';
import { escalate, regress, wake } from '../../lib/life/on-event.ts';
import { issueAt } from '../../lib/life/substatus-at.ts';
import { writeOf } from '../../lib/life/write-of.ts';
import type { Assignee } from '../../lib/protocol/issue-life.ts';
import { DAY, HOUR, living, MINUTE, NOW, releases } from './living.ts';

const facts = (more: Partial<ChangeFacts> = {}): ChangeFacts => ({ now: NOW, single: true, ...more });
const change = (issue: LivingIssue, update: LifeUpdate, more?: Partial<ChangeFacts>) => {
  const changed = changeOf(issue, update, facts(more));
  if (typeof changed === 'string') throw new Error(changed);
  return changed;
};
const JANE: Assignee = { type: 'user', id: 'jane', name: 'jane@example.com', by: 'manual' };

describe('what people say of a status', () => {
  const resolved = living({ status: 'resolved', substatus: null });
  const archived = living({ status: 'ignored', substatus: 'archived_forever' });
  const young = { firstSeen: NOW - DAY };
  test.each<[string, LivingIssue, LifeUpdate, string, string | null, Partial<ChangeFacts>?]>([
    ['resolve', living(), { status: 'resolved' }, 'resolved', null],
    ['archive', living(), { status: 'ignored' }, 'ignored', 'archived_forever'],
    ['archive what is resolved', resolved, { status: 'ignored' }, 'ignored', 'archived_forever'],
    ['reopen', resolved, { status: 'unresolved' }, 'unresolved', 'regressed'],
    ['reopen several', resolved, { status: 'unresolved' }, 'unresolved', 'ongoing', { single: false }],
    ['unarchive an old one', archived, { status: 'unresolved' }, 'unresolved', 'ongoing'],
    ['unarchive a young one', { ...archived, ...young }, { status: 'unresolved' }, 'unresolved', 'new'],
    [
      'unarchive several',
      { ...archived, ...young },
      { status: 'unresolved' },
      'unresolved',
      'ongoing',
      { single: false },
    ],
    [
      'call ongoing',
      living({ substatus: 'new', ...young }),
      { status: 'unresolved', substatus: 'ongoing' },
      'unresolved',
      'ongoing',
    ],
  ])('they %s', (...[, issue, update, status, substatus, more]) => {
    expect(change(issue, update, more)).toMatchObject({ status, substatus });
  });

  test('what is so already is not said again', () => {
    expect(changeOf(living(), { status: 'unresolved' }, facts())).toBe('unchanged');
    expect(changeOf(resolved, { status: 'resolved' }, facts())).toBe('unchanged');
    expect(changeOf(archived, { status: 'ignored' }, facts())).toBe('unchanged');
    expect(changeOf(living(), { assignee: null }, facts())).toBe('unchanged');
  });

  test('a reopened issue forgets how it was resolved', () => {
    const { life } = change(living(), { status: 'resolved', resolve: { in: 'release', version: 'a' } });
    const reopened = change({ ...resolved, life }, { status: 'unresolved' });
    expect(reopened.life.resolution).toBeUndefined();
  });
});

describe('resolved in a release', () => {
  const resolve = (how: NonNullable<LifeUpdate['resolve']>, known: Partial<NonNullable<ChangeFacts['releases']>>) =>
    changeOf(living(), { status: 'resolved', resolve: how }, facts({ releases: { newest: [], seenIn: [], ...known } }));
  const resolution = (changed: Changed) => (typeof changed === 'string' ? changed : changed.life.resolution);
  const next = { in: 'next_release' } as const;

  test('by versions the next release is known at once: any above the one it was seen in', () => {
    const newest = releases('shop@1.0.0', 'shop@2.0.0', 'shop@1.0.1');
    expect(resolution(resolve(next, { newest, seenIn: releases('shop@1.0.0') }))).toEqual({
      type: 'in_release',
      release: 'shop@2.0.0',
      currentRelease: 'shop@1.0.0',
      at: NOW,
    });
  });

  test('by dates the next release is the first one after the one it was seen in', () => {
    const newest = releases('a', 'b', 'c');
    expect(
      resolution(resolve(next, { newest, seenIn: newest.filter(({ version }) => version === 'a') })),
    ).toMatchObject({
      type: 'in_release',
      release: 'b',
      currentRelease: 'a',
    });
  });

  test('by dates it is waited for where there is none yet', () => {
    const newest = releases('a', 'b');
    const seenIn = newest.filter(({ version }) => version === 'b');
    expect(resolution(resolve(next, { newest, seenIn }))).toMatchObject({ type: 'in_next_release', release: 'b' });
    expect(resolution(resolve(next, { newest }))).toEqual({ type: 'in_next_release', release: 'b', at: NOW });
  });

  test('without any release there is no next one', () => {
    expect(resolve(next, {})).toBe('no_releases');
    expect(resolve({ in: 'upcoming_release' }, {})).toBe('no_releases');
  });

  test('a version that is still to come is waited for, unless it or a greater one is there', () => {
    const future = { in: 'future_release', version: 'shop@2.0.0' } as const;
    const waiting = resolve(future, {});
    expect(resolution(waiting)).toEqual({ type: 'in_future_release', release: 'shop@2.0.0', at: NOW });
    if (typeof waiting === 'string') throw new Error(waiting);
    expect(writeOf(living(), waiting, NOW).pending).toBe(true);
    expect(waiting.activities).toMatchObject([
      { type: 'set_resolved_in_release', data: { version: '', future_release_version: 'shop@2.0.0' } },
    ]);
    const [from] = releases('shop@2.0.1');
    const there = resolve(future, from ? { from } : {});
    expect(resolution(there)).toEqual({ type: 'in_release', release: 'shop@2.0.1', at: NOW });
    if (typeof there !== 'string') expect(there.activities[0]?.data).toEqual({ version: 'shop@2.0.1' });
  });

  test('a commit is waited for until a release has it', () => {
    const commit = { id: 'c0ffee', repository: 'acme/shop' };
    const waiting = resolve({ in: 'commit', commit }, {});
    expect(resolution(waiting)).toEqual({ type: 'in_commit', commit, at: NOW });
    if (typeof waiting !== 'string') expect(writeOf(living(), waiting, NOW).pending).toBe(true);
    const [withCommit] = releases('a');
    expect(resolution(resolve({ in: 'commit', commit }, withCommit ? { withCommit } : {}))).toMatchObject({
      type: 'in_release',
      release: 'a',
    });
  });
});

describe('archived until', () => {
  test('a time: the clock is to come back then', () => {
    const archived = change(living(), { status: 'ignored', archive: { until: 'condition', duration: 30 } });
    expect(archived).toMatchObject({
      substatus: 'archived_until_condition_met',
      life: { archive: { until: NOW + 30 * MINUTE } },
    });
    expect(writeOf(living(), archived, NOW).due).toEqual([{ kind: 'wake', at: NOW + 30 * MINUTE }]);
  });

  test('so many events or users: they are counted from now on', () => {
    const archived = change(living(), { status: 'ignored', archive: { until: 'condition', count: 5, userCount: 2 } });
    expect(archived.life.archive).toEqual({ count: 5, userCount: 2, countThen: 100, usersThen: 10 });
    expect(writeOf(living(), archived, NOW).due).toEqual([]);
  });

  test('it escalates: with what is to be expected, said anew in a week', () => {
    const forecast = { from: NOW, values: [300] };
    const archived = change(living(), { status: 'ignored', archive: { until: 'escalating' } }, { forecast });
    expect(archived).toMatchObject({ substatus: 'archived_until_escalating', life: { forecast } });
    expect(writeOf(living(), archived, NOW).due).toEqual([{ kind: 'forecast', at: NOW + 7 * DAY }]);
  });
});

describe('priority and owner', () => {
  test('a priority that a person has chosen is left alone by rules', () => {
    const low = change(living(), { priority: 'low' });
    expect(low).toMatchObject({
      status: 'unresolved',
      substatus: 'ongoing',
      life: { priority: 'low', priorityLocked: true },
    });
    const escalated = escalate(living({ life: low.life }), { eventId: 'e' }, { now: NOW });
    expect(escalated.life.priority).toBe('low');
  });

  test('escalating raises it by a level, and becoming ongoing restores it', () => {
    const life = { priority: 'low', initialPriority: 'low' } as const;
    const escalated = escalate(living({ life }), { eventId: 'e' }, { now: NOW });
    expect(escalated.life.priority).toBe('medium');
    const later = { ...living(), ...escalated, statusChanged: NOW };
    expect(issueAt(later, NOW + 7 * DAY - 1)).toMatchObject({ substatus: 'escalating', life: { priority: 'medium' } });
    expect(issueAt(later, NOW + 7 * DAY)).toMatchObject({ substatus: 'ongoing', life: { priority: 'low' } });
  });

  test('an assignment is told, and does not make the status any younger', () => {
    const issue = living({ substatus: 'regressed', statusChanged: NOW - 6 * DAY });
    const assigned = change(issue, { assignee: JANE });
    expect(assigned.activities).toMatchObject([{ type: 'assigned', data: { assignee: 'jane' } }]);
    expect(writeOf(issue, assigned, NOW).statusChanged).toBe(NOW - 6 * DAY);
    expect(change(living({ life: assigned.life }), { assignee: null }).life).toMatchObject({ unassigned: true });
  });

  test('several things that are said at once are each told', () => {
    const user = { id: 'me', name: 'me' };
    const { activities } = change(living(), { status: 'resolved', assignee: JANE, priority: 'low' }, { user });
    expect(activities.map(({ type }) => type)).toEqual(['set_resolved', 'assigned', 'set_priority']);
    expect(activities.every(activity => activity.user?.id === 'me')).toBe(true);
  });
});

describe('by time alone', () => {
  test.each([
    ['new', { substatus: 'new', firstSeen: NOW - 7 * DAY }, 'ongoing'],
    ['new, a moment earlier', { substatus: 'new', firstSeen: NOW - 7 * DAY + 1 }, 'new'],
    ['regressed', { substatus: 'regressed', statusChanged: NOW - 7 * DAY }, 'ongoing'],
    ['escalating a day ago', { substatus: 'escalating', statusChanged: NOW - DAY }, 'escalating'],
    ['archived long ago', { status: 'ignored', substatus: 'archived_forever', statusChanged: 0 }, 'archived_forever'],
  ] as const)('what is %s is called %j → %s', (_, more, expected) => {
    expect(issueAt(living(more), NOW).substatus).toBe(expected);
  });
});

/** What an issue may never be. */
const faultsOf = ({ status, substatus, life }: LivingIssue): string[] => [
  ...(status === 'resolved' && substatus !== null ? ['resolved with a substatus'] : []),
  ...(status !== 'resolved' && substatus === null ? ['no substatus'] : []),
  ...((status === 'ignored') !== (substatus?.startsWith('archived') ?? false) ? ['substatus of another status'] : []),
  ...(life.resolution && status !== 'resolved' ? ['a resolution of what is open'] : []),
  ...(life.archive && substatus !== 'archived_until_condition_met' ? ['conditions of nothing'] : []),
  ...(!life.archive && substatus === 'archived_until_condition_met' ? ['archived until nothing'] : []),
  ...(life.forecast && substatus !== 'archived_until_escalating' ? ['a forecast of nothing'] : []),
  ...(life.assignee && life.unassigned ? ['assigned and not'] : []),
];

test('no sequence of what people, events and clocks do leaves a contradiction', () => {
  const forecast = { from: NOW, values: [1] };
  const newest = releases('a', 'b');
  const updates: LifeUpdate[] = [
    { status: 'resolved' },
    { status: 'resolved', resolve: { in: 'release', version: 'a' } },
    { status: 'resolved', resolve: { in: 'next_release' }, assignee: JANE },
    { status: 'resolved', resolve: { in: 'commit', commit: { id: 'c', repository: 'r' } } },
    { status: 'ignored' },
    { status: 'ignored', archive: { until: 'escalating' } },
    { status: 'ignored', archive: { until: 'condition', count: 3 }, priority: 'low' },
    { status: 'ignored', archive: { until: 'condition', duration: 5 }, reviewed: true },
    { status: 'unresolved' },
    { status: 'unresolved', substatus: 'escalating' },
    { assignee: null },
    { assignee: JANE },
    { priority: 'high' },
    { reviewed: true },
  ];
  const step = fc.oneof(
    fc.record({ update: fc.constantFrom(...updates), single: fc.boolean() }),
    fc.constantFrom('regress', 'escalate', 'wake', 'age'),
  );
  const after = (issue: LivingIssue, at: number, one: string | { update: LifeUpdate; single: boolean }) => {
    if (typeof one !== 'string')
      return changeOf(issue, one.update, { now: at, single: one.single, forecast, releases: { newest, seenIn: [] } });
    if (one === 'regress' && issue.status === 'resolved')
      return regress(issue, { eventId: 'e' }, { now: at, followsSemver: false });
    if (one === 'escalate' && issue.status !== 'resolved') return escalate(issue, { eventId: 'e' }, { now: at });
    if (one === 'wake' && issue.life.archive?.until !== undefined) return wake(issue, at);
    return one === 'age' ? (ageOut(issue, 1, at) ?? 'unchanged') : 'unchanged';
  };
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.integer({ min: 1, max: 3 * DAY })), { maxLength: 30 }), steps => {
      let [issue, at] = [living({ substatus: 'new', firstSeen: NOW, lastSeen: NOW }), NOW];
      for (const [one, pause] of steps) {
        at += pause;
        const changed = after(issue, at, one);
        if (typeof changed === 'string') continue;
        const { status, substatus, life, statusChanged } = writeOf(issue, changed, at);
        issue = { ...issue, status, substatus, life, statusChanged };
        expect(faultsOf(issue)).toEqual([]);
      }
      expect(faultsOf(issueAt(issue, at + HOUR))).toEqual([]);
    }),
  );
});
