import { type Issue, idsOf, MAX_MERGED_ISSUES } from '../../ports/issue-store.ts';
import type { RegroupingStep } from '../../ports/regrouping-store.ts';
import { joinByHash } from '../present/join-by-hash.ts';
import { type PlannedPart, planParts } from './plan-parts.ts';
import type { RegroupedEvent, RegroupedIssue, RegroupedMember, WholeIssue } from './regrouped-issue.ts';

/** What would become of issues by rules. */
export interface RegroupingPlan {
  readonly joins: readonly PlannedJoin[];
  readonly splits: readonly PlannedSplit[];
  /** Events that are to become issues of their own, in this order. */
  readonly parts: readonly PlannedPart[];
  readonly steps: readonly RegroupingStep[];
}

/** Issues that would be one: the first shows the others. */
export interface PlannedJoin {
  readonly parent: Issue;
  readonly children: readonly Issue[];
  /** More than one can show: they stay apart. */
  readonly left: readonly Issue[];
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

/** A member’s place: the group that most of its events are in. */
interface Home {
  readonly owner: RegroupedIssue;
  readonly member: RegroupedMember;
  readonly group: Group;
  /** All events of the issue are in this group, or in others that lead to the issue anyway. */
  readonly isWhole: boolean;
}

export interface Group {
  readonly events: readonly RegroupedEvent[];
  readonly hashes: ReadonlySet<string>;
}

/** Only issues that keep together are joined: of one that falls apart nobody knows what it should be joined with. */
/** @param taken hashes that lead to issues that were not looked at */
export const planRegrouping = (
  issues: readonly RegroupedIssue[],
  taken: ReadonlySet<string> = new Set(),
): RegroupingPlan => {
  const groupOf = groupsOf(issues);
  const homes = settle(
    issues.flatMap(owner => homesOf(owner, groupOf)),
    { issues, groupOf },
  );
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

type GroupOf = ReadonlyMap<RegroupedEvent, Group>;

const groupsOf = (issues: readonly RegroupedIssue[]): GroupOf => {
  const members = joinByHash(issues.flatMap(issue => issue.members.flatMap(({ events }) => events)));
  const made = new Map<readonly RegroupedEvent[], Group>();
  for (const events of new Set(members.values()))
    made.set(events, { events, hashes: new Set(events.flatMap(({ hashes }) => hashes)) });
  // Each was made above.
  return new Map([...members].map(([event, events]) => [event, made.get(events) as Group]));
};

const leadsTo = ({ members }: RegroupedIssue, hashes: Iterable<string>): boolean => {
  const own = new Set(members.flatMap(({ issue }) => issue.hashes));
  return [...hashes].some(hash => own.has(hash));
};

const homesOf = (owner: RegroupedIssue, groupOf: GroupOf): Home[] => {
  const found = owner.members.flatMap(member => {
    const group = largestOf(member, groupOf);
    return group ? [{ owner, member, group }] : [];
  });
  const own = new Set(found.map(({ group }) => group));
  const isWhole = [...partsOf(owner, groupOf)].every(([group]) => own.has(group) || leadsTo(owner, group.hashes));
  return found.map(home => ({ ...home, isWhole }));
};

/** What falls apart keeps the largest part that belongs to nobody else. */
const settle = (
  homes: readonly Home[],
  { issues, groupOf }: { issues: readonly RegroupedIssue[]; groupOf: GroupOf },
): Home[] => {
  const taken = new Set(homes.filter(({ isWhole }) => isWhole).map(({ group }) => group));
  const isFree = (group: Group, owner: RegroupedIssue): boolean =>
    !taken.has(group) && !issues.some(other => other !== owner && leadsTo(other, group.hashes));
  return homes.flatMap(home => {
    if (home.isWhole) return [home];
    const group = largestOf(home.member, groupOf, one => isFree(one, home.owner));
    return group ? [{ ...home, group }] : [];
  });
};

const largestOf = (
  { events }: RegroupedMember,
  groupOf: GroupOf,
  isWanted: (group: Group) => boolean = () => true,
): Group | undefined => {
  const parts = [...Map.groupBy(events, event => groupOf.get(event))];
  const bySize = parts.toSorted(([, a], [, b]) => b.length - a.length).map(([group]) => group);
  return bySize.find(group => group !== undefined && isWanted(group));
};

const partsOf = ({ members }: RegroupedIssue, groupOf: GroupOf): Map<Group, RegroupedEvent[]> => {
  const events = members.flatMap(member => member.events);
  // Each event is in a group.
  return Map.groupBy(events, event => groupOf.get(event) as Group);
};

/** Issues that share a home, also by way of others; and those that come to where a hash of their home leads already. */
const joinedSets = (issues: readonly RegroupedIssue[], homes: readonly Home[]): RegroupedIssue[][] => {
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

const hashesOf = ({ members }: RegroupedIssue): string[] => members.flatMap(({ issue }) => issue.hashes);

/** The one with most events shows the others, as far as there is room; of as many, the older one. */
const joinOf = (issues: readonly Issue[]): PlannedJoin => {
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

const joinSteps = ({ parent, children }: PlannedJoin): RegroupingStep[] =>
  children.map(({ id, shortId, merged }) => ({
    kind: 'join',
    ...{ into: parent.id, id, shown: merged?.ids ?? [] },
    shortIds: [parent.shortId, shortId],
  }));

/** What is to come by the new hashes comes to the issue that shows the others, or to the one that it is like. */
const attachSteps = (
  issues: readonly RegroupedIssue[],
  homes: readonly Home[],
  shownBy: ReadonlyMap<string, Issue>,
): RegroupingStep[] => {
  const known = new Set(issues.flatMap(hashesOf));
  return [...Map.groupBy(homes, ({ group }) => group)].flatMap(([group, sharing]): RegroupingStep[] => {
    const hashes = [...group.hashes].filter(hash => !known.has(hash));
    const issueId = ownerAmong(sharing, shownBy);
    return hashes.length > 0 && issueId !== undefined ? [{ kind: 'attach', issueId, hashes }] : [];
  });
};

/** Of those that are at home in a group: one that keeps together, best the one that shows the others, with most events. */
const ownerAmong = (sharing: readonly Home[], shownBy: ReadonlyMap<string, Issue>): string | undefined => {
  const rank = ({ isWhole, owner, member }: Home): readonly number[] => [
    Number(isWhole),
    Number(shownBy.get(owner.issue.id)?.id === member.issue.id),
    owner.issue.count,
    member.issue.count,
  ];
  const [best] = sharing.toSorted((a, b) => firstDifference(rank(b), rank(a)));
  return best?.member.issue.id;
};

const firstDifference = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, place) => value - (b[place] ?? 0)).find(difference => difference !== 0) ?? 0;

interface Surroundings {
  groupOf: GroupOf;
  homes: readonly Home[];
  issues: readonly RegroupedIssue[];
  shownBy: ReadonlyMap<string, Issue>;
  taken: ReadonlySet<string>;
}

/** A group of an issue's events that would have come elsewhere. */
export interface LeavingGroup {
  readonly owner: RegroupedIssue;
  readonly group: Group;
  readonly events: readonly RegroupedEvent[];
  readonly coming: 'new' | 'other' | 'same';
  /** The issue that more of them come to, and the one that shows it. */
  readonly other?: { readonly issue: Issue; readonly shownBy: Issue };
}

const leavingOf = (owner: RegroupedIssue, around: Surroundings): LeavingGroup[] => {
  if (owner.partOf) return [];
  const { groupOf, homes, shownBy, taken } = around;
  const own = new Set(homes.filter(home => home.owner === owner).map(({ group }) => group));
  return [...partsOf(owner, groupOf)].flatMap(([group, events]): LeavingGroup[] => {
    if (leadsTo(owner, group.hashes)) return [];
    const issue = ownerOf(group, around);
    const shower = issue && shownBy.get(issue.id);
    const comesHere = issue ? shower?.id === shownBy.get(owner.issue.id)?.id : own.has(group);
    if (comesHere) return [];
    const isTaken = !issue && [...group.hashes].some(hash => taken.has(hash));
    const coming = isTaken ? 'other' : comingOf(owner, events, issue);
    return [{ owner, group, events, coming, ...(issue && { other: { issue, shownBy: shower ?? issue } }) }];
  });
};

const splitsOf = (leaving: readonly LeavingGroup[], parts: readonly PlannedPart[]): PlannedSplit[] =>
  [...Map.groupBy(leaving, ({ owner }) => owner)].map(([owner, groups]) => ({
    issue: owner.issue,
    events: owner.members.reduce((sum, member) => sum + member.events.length, 0),
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

const comingOf = (
  owner: RegroupedIssue,
  events: readonly RegroupedEvent[],
  other: Issue | undefined,
): 'new' | 'other' | 'same' => {
  if (other) return 'other';
  return events.some(event => leadsTo(owner, event.formerHashes())) ? 'same' : 'new';
};

/** To which of the issues a group's events are to come: by a hash that there is, or by one that is attached. */
const ownerOf = (group: Group, { homes, issues, shownBy }: Surroundings): Issue | undefined => {
  const known = issues.find(issue => leadsTo(issue, group.hashes));
  if (known) return known.issue;
  const id = ownerAmong(
    homes.filter(home => home.group === group),
    shownBy,
  );
  return issues.find(({ members }) => members.some(({ issue }) => issue.id === id))?.issue;
};
