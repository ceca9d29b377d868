import type { Issue } from '../../ports/issue-store.ts';
import type { RegroupingStep } from '../../ports/regrouping-store.ts';
import { attachSteps } from './attach-steps.ts';
import { groupsOf, type Home, homesAmong } from './homes.ts';
import { joinedSets, joinOf, joinSteps, type PlannedJoin } from './join-sets.ts';
import { type LeavingGroup, leavingOf } from './leaving-groups.ts';
import { type PlannedPart, planParts } from './plan-parts.ts';
import { eventsOf, type RegroupedIssue, type WholeIssue } from './regrouped-issue.ts';

/** What would become of issues by rules. */
export interface RegroupingPlan {
  readonly joins: readonly PlannedJoin[];
  readonly splits: readonly PlannedSplit[];
  /** Events that are to become issues of their own, in this order. */
  readonly parts: readonly PlannedPart[];
  readonly steps: readonly RegroupingStep[];
}

/** Events of an issue that would have come elsewhere. They go there if all of the issue's are kept, else they stay. */
export interface PlannedSplit {
  readonly issue: Issue;
  /** Events of the issue that were looked at. */
  readonly events: number;
  readonly whole: WholeIssue;
  readonly groups: readonly {
    readonly eventIds: readonly string[];
    /** Events that go there now. */
    readonly moving: number;
    /** Where more of them come: a new issue, another that there is, or here, as long as former rules are looked up. */
    readonly coming: 'new' | 'other' | 'same';
    readonly other?: Issue;
  }[];
}

/**
 * Only issues that keep together are joined: of one that falls apart nobody knows what it should be joined with.
 * @param taken hashes that lead to issues that were not looked at
 */
export const planRegrouping = (
  issues: readonly RegroupedIssue[],
  taken: ReadonlySet<string> = new Set(),
): RegroupingPlan => {
  const groupOf = groupsOf(issues);
  const homes = homesAmong(issues, groupOf);
  const sets = joinedSets(issues, homes);
  const joined = sets.map(set => joinOf(headsOf(set).map(({ issue }) => issue)));
  const shownBy = new Map(sets.flatMap((set, place) => showersIn(set, joined[place])));
  const leaving = issues.flatMap(owner => leavingOf(owner, { groupOf, homes, issues, shownBy, taken }));
  const apart = sets.flatMap(set => apartIn(set, homes));
  const parts = planParts(leaving, apart);
  return {
    joins: joined.filter(({ children, left }) => children.length + left.length > 0),
    splits: [...splitsOf(leaving, parts), ...apart.flatMap(restoredSplit)],
    parts,
    steps: [...attachSteps(issues, homes, shownBy), ...joined.flatMap(joinSteps)],
  };
};

/** What was carved out of an issue is shown by it, and comes along wherever that goes. */
const headsOf = (set: readonly RegroupedIssue[]): RegroupedIssue[] =>
  set.filter(({ partOf }) => partOf === undefined || !set.some(({ issue }) => issue.id === partOf.id));

const showersIn = (set: readonly RegroupedIssue[], join: PlannedJoin | undefined): [id: string, by: Issue][] =>
  set.flatMap(({ issue }): [string, Issue][] => (!join || join.left.includes(issue) ? [] : [[issue.id, join.parent]]));

/** Parts that rules tell apart from the issue that shows them. */
const apartIn = (set: readonly RegroupedIssue[], homes: readonly Home[]): RegroupedIssue[] =>
  headsOf(set).filter(one => one.partOf && homes.some(({ owner, isWhole }) => owner === one && isWhole));

const splitsOf = (leaving: readonly LeavingGroup[], parts: readonly PlannedPart[]): PlannedSplit[] =>
  [...Map.groupBy(leaving, ({ owner }) => owner)].map(([owner, groups]) => ({
    issue: owner.issue,
    events: eventsOf(owner),
    whole: owner.whole ?? 'together',
    groups: groups.map(({ group, events, coming, other }) => ({
      eventIds: events.map(({ eventId }) => eventId),
      moving: parts.find(part => part.from.id === owner.issue.id && part.group === group)?.eventIds.length ?? 0,
      coming,
      ...(other && { other: other.issue }),
    })),
  }));

const restoredSplit = ({ issue, partOf, members }: RegroupedIssue): PlannedSplit[] => {
  const eventIds = members.flatMap(({ events }) => events.map(({ eventId }) => eventId));
  const group = { eventIds, moving: issue.count, coming: 'other', other: issue } as const;
  return partOf ? [{ issue: partOf, events: partOf.count, whole: 'kept', groups: [group] }] : [];
};
