import { type Issue, idsOf, MAX_MERGED_ISSUES } from '../../ports/issue-store.ts';
import type { RegroupingStep } from '../../ports/regrouping-store.ts';
import { type Home, hashesOf, leadsTo } from './homes.ts';
import type { RegroupedIssue } from './regrouped-issue.ts';

/** Issues that would be one: the first shows the others. */
export interface PlannedJoin {
  readonly parent: Issue;
  readonly children: readonly Issue[];
  /** More than one can show: they stay apart. */
  readonly left: readonly Issue[];
}

/** Issues that share a home, also by way of others; and those that come to where a hash of their home leads already. */
export const joinedSets = (issues: readonly RegroupedIssue[], homes: readonly Home[]): RegroupedIssue[][] => {
  const sets = new Map(issues.map(owner => [owner, new Set([owner])]));
  const unite = (one: RegroupedIssue, other: RegroupedIssue): void => {
    const [a, b] = [sets.get(one), sets.get(other)];
    if (!a || !b || a === b) return;
    for (const member of b) sets.set(member, a.add(member));
  };
  const whole = homes.filter(({ isWhole }) => isWhole);
  for (const sharing of Map.groupBy(whole, ({ group }) => group).values()) {
    const [first, ...others] = sharing;
    for (const { owner } of others) if (first) unite(first.owner, owner);
  }
  const known = new Map(issues.flatMap(owner => hashesOf(owner).map(hash => [hash, owner] as const)));
  for (const { owner, group } of whole) {
    const leads = [...group.hashes].map(hash => known.get(hash)).find(found => found !== undefined);
    if (leads && !leadsTo(owner, group.hashes)) unite(leads, owner);
  }
  return [...new Set(sets.values())].map(set => [...set]);
};

/** The one with most events shows the others, as far as there is room; of as many, the older one. */
export const joinOf = (issues: readonly Issue[]): PlannedJoin => {
  const [parent, ...others] = issues.toSorted((a, b) => b.count - a.count || a.number - b.number);
  if (!parent) throw new Error('a set of issues holds one at least');
  const children: Issue[] = [];
  const left: Issue[] = [];
  let room = MAX_MERGED_ISSUES + 1 - idsOf(parent).length;
  for (const issue of others) {
    const needed = idsOf(issue).length;
    (needed <= room ? children : left).push(issue);
    if (needed <= room) room -= needed;
  }
  return { parent, children, left };
};

export const joinSteps = ({ parent, children }: PlannedJoin): RegroupingStep[] =>
  children.map(({ id, shortId, merged }) => ({
    kind: 'join',
    ...{ into: parent.id, id, shown: merged?.ids ?? [] },
    shortIds: [parent.shortId, shortId],
  }));
