import { describe, expect, test } from '@jest/globals';
import { planRegrouping } from '../../../lib/api/regroup/plan-regrouping.ts';
import type { RegroupedIssue } from '../../../lib/api/regroup/regrouped-issue.ts';
import { MAX_MERGED_ISSUES } from '../../../lib/ports/issue-store.ts';
import { issue } from '../scene.ts';

/** An issue with the hashes that lead to it, and the hashes of its events by other rules. */
const looked = (
  number: number,
  count: number,
  own: readonly string[],
  events: readonly (readonly string[])[],
  former: readonly string[] = [],
): RegroupedIssue => {
  const one = issue(number, { count, hashes: [...own] });
  const tried = events.map((hashes, at) => ({ eventId: `${number}-${at}`, hashes, formerHashes: () => former }));
  return { issue: one, members: [{ issue: one, events: tried }] };
};

const joined = (issues: readonly RegroupedIssue[]) =>
  planRegrouping(issues).joins.map(({ parent, children, left }) => [
    parent.number,
    children.map(one => one.number),
    left.length,
  ]);
const steps = (issues: readonly RegroupedIssue[]) =>
  planRegrouping(issues).steps.map(step =>
    step.kind === 'join' ? [step.into, step.id] : step.kind === 'attach' ? [step.issueId, step.hashes] : [],
  );
const splits = (issues: readonly RegroupedIssue[]) =>
  planRegrouping(issues).splits.map(({ issue: { number }, groups }) => [
    number,
    groups.map(({ eventIds, coming, other }) => [eventIds.length, coming, other?.number]),
  ]);

describe('a plan to regroup', () => {
  test('does nothing where rules change nothing', () => {
    const same = [looked(1, 5, ['a'], [['a'], ['a']]), looked(2, 7, ['b', 'c'], [['b', 'c']])];
    expect(planRegrouping(same)).toEqual({ joins: [], splits: [], parts: [], steps: [] });
  });

  test('joins issues whose events have one hash, into the one with most events, where that hash leads from then on', () => {
    const issues = [looked(1, 5, ['a'], [['x'], ['x']]), looked(2, 7, ['b'], [['x']]), looked(3, 9, ['c'], [['c']])];
    expect(joined(issues)).toEqual([[2, [1], 0]]);
    expect(steps(issues)).toEqual([
      ['1002', ['x']],
      ['1002', '1001'],
    ]);
    expect(splits(issues)).toEqual([]);
  });

  test('joins by way of an event that has the hashes of both', () => {
    const issues = [
      looked(1, 1, ['a'], [['x'], ['x', 'y']]),
      looked(2, 7, ['b'], [['y']]),
      looked(3, 8, ['c'], [['y', 'z']]),
    ];
    expect(joined(issues)).toEqual([[3, [2, 1], 0]]);
  });

  test('an issue whose events come by a hash that leads to another is joined with that, though nothing of it is kept', () => {
    const issues = [looked(1, 5, ['a'], [['b', 'x']]), looked(2, 2, ['b'], [])];
    expect(joined(issues)).toEqual([[1, [2], 0]]);
    expect(steps(issues)).toEqual([
      ['1001', ['x']],
      ['1001', '1002'],
    ]);
  });

  test('one that falls apart is joined with nothing, keeps what is nobody else’s, and says where more of its events come', () => {
    const issues = [
      looked(1, 50, ['rule'], [['a'], ['a'], ['a'], ['b'], ['new'], ['rest'], ['rest']]),
      looked(2, 2, ['a'], [['a']]),
      looked(3, 2, ['b'], [['b']]),
    ];
    expect(joined(issues)).toEqual([]);
    expect(steps(issues)).toEqual([['1001', ['rest']]]);
    expect(splits(issues)).toEqual([
      [
        1,
        [
          [3, 'other', 2],
          [1, 'other', 3],
          [1, 'new', undefined],
        ],
      ],
    ]);
  });

  test('of one that falls apart, what is to come by the hash of most of its events comes to it', () => {
    const issues = [looked(1, 50, ['rule'], [['x'], ['x'], ['y']])];
    expect(steps(issues)).toEqual([['1001', ['x']]]);
    expect(splits(issues)).toEqual([[1, [[1, 'new', undefined]]]]);
  });

  test('what former rules still find does not leave', () => {
    expect(splits([looked(1, 50, ['rule'], [['x'], ['x'], ['y']], ['rule'])])).toEqual([[1, [[1, 'same', undefined]]]]);
  });

  test('what people have merged stays one, each hash with the one that it was of', () => {
    const [parent, child] = [looked(1, 9, ['a'], [['x']]), looked(2, 3, ['b'], [['y']])];
    const family = {
      issue: { ...parent.issue, merged: { ids: ['1002'], count: 3, firstSeen: 0, lastSeen: 0 } },
      members: [...parent.members, ...child.members],
    };
    expect(planRegrouping([family])).toEqual({
      joins: [],
      splits: [],
      parts: [],
      steps: [
        { kind: 'attach', issueId: '1001', hashes: ['x'] },
        { kind: 'attach', issueId: '1002', hashes: ['y'] },
      ],
    });
    const bigger = looked(3, 50, ['c'], [['y']]);
    expect(planRegrouping([family, bigger]).steps).toEqual([
      { kind: 'attach', issueId: '1001', hashes: ['x'] },
      { kind: 'attach', issueId: '1003', hashes: ['y'] },
      { kind: 'join', into: '1003', id: '1001', shown: ['1002'], shortIds: ['SHOP-3', 'SHOP-1'] },
    ]);
  });

  test('one issue shows no more than it can, and names the rest', () => {
    const many = Array.from({ length: MAX_MERGED_ISSUES + 3 }, (_, at) =>
      looked(at + 1, 1_000 - at, [`h${at}`], [['x']]),
    );
    const [join] = planRegrouping(many).joins;
    expect([join?.parent.number, join?.children.length, join?.left.map(({ number }) => number)]).toEqual([
      1,
      MAX_MERGED_ISSUES,
      [MAX_MERGED_ISSUES + 2, MAX_MERGED_ISSUES + 3],
    ]);
  });

  /** All that the issue has counted is there. */
  const whole = (one: RegroupedIssue): RegroupedIssue => ({ ...one, whole: 'kept' });
  const parted = (issues: readonly RegroupedIssue[]) =>
    planRegrouping(issues).parts.map(({ from, existing, eventIds, hashes, into }) => [
      from.number,
      existing?.number ?? eventIds,
      hashes,
      into && ('from' in into ? 'an earlier part' : into.number),
    ]);

  test('of one whose events are all kept, each group goes where more of it come', () => {
    const one = looked(1, 5, ['rule'], [['a'], ['a'], ['b'], ['new'], ['a']]);
    const issues = [one, looked(2, 9, ['b'], [['b']])];
    expect(parted(issues)).toEqual([]);
    expect(parted([whole(one), ...issues.slice(1)])).toEqual([
      [1, ['1-2'], [], 2],
      [1, ['1-3'], ['new'], undefined],
    ]);
  });

  test('what comes to an issue that was not looked at is not moved', () => {
    const one = whole(looked(1, 3, ['rule'], [['a'], ['a'], ['x'], ['y']]));
    const { parts, splits: found } = planRegrouping([one], new Set(['x']));
    expect(parts.map(({ eventIds }) => eventIds)).toEqual([['1-3']]);
    expect(found[0]?.groups.map(({ coming, moving, other }) => [coming, moving, other])).toEqual([
      ['other', 0, undefined],
      ['new', 1, undefined],
    ]);
  });

  test('where no group is at home, the largest stays', () => {
    const issues = [
      whole(looked(1, 3, ['rule'], [['a'], ['b'], ['b']])),
      looked(2, 2, ['a'], [['a']]),
      looked(3, 2, ['b'], [['b']]),
    ];
    expect(parted(issues)).toEqual([[1, ['1-0'], [], 2]]);
  });

  test('a group of two issues that fall apart becomes one issue', () => {
    const issues = [
      whole(looked(1, 3, ['r1'], [['a'], ['a'], ['x']])),
      whole(looked(2, 3, ['r2'], [['b'], ['b'], ['x']])),
    ];
    expect(parted(issues)).toEqual([
      [1, ['1-2'], ['x'], undefined],
      [2, ['2-2'], [], 'an earlier part'],
    ]);
  });

  test('what was carved out before and is shown again is split off where rules tell it apart, and else left', () => {
    const [parent, part] = [looked(1, 5, ['rule'], [['a'], ['a']]), looked(7, 2, ['b'], [['b']])];
    const again = { ...part, partOf: parent.issue };
    expect(parted([parent, again])).toEqual([[1, 7, [], undefined]]);
    expect(parted([looked(1, 5, ['rule'], [['b']]), again])).toEqual([]);
    expect(joined([looked(1, 5, ['rule'], [['b']]), again])).toEqual([]);
    expect(joined([parent, again, looked(3, 9, ['c'], [['b']])])).toEqual([[3, [7], 0]]);
  });
});
