import { joinByHash } from '../present/join-by-hash.ts';
import type { RegroupedEvent, RegroupedIssue, RegroupedMember } from './regrouped-issue.ts';

/** Events that rules put together, of whatever issues. */
export interface Group {
  readonly events: readonly RegroupedEvent[];
  readonly hashes: ReadonlySet<string>;
}

/** A member’s place: the group that most of its events are in. */
export interface Home {
  readonly owner: RegroupedIssue;
  readonly member: RegroupedMember;
  readonly group: Group;
  /** All events of the issue are in this group, or in others that lead to the issue anyway. */
  readonly isWhole: boolean;
}

export type GroupOf = ReadonlyMap<RegroupedEvent, Group>;

export const groupsOf = (issues: readonly RegroupedIssue[]): GroupOf => {
  const members = joinByHash(issues.flatMap(issue => issue.members.flatMap(({ events }) => events)));
  const made = new Map<readonly RegroupedEvent[], Group>();
  for (const events of new Set(members.values()))
    made.set(events, { events, hashes: new Set(events.flatMap(({ hashes }) => hashes)) });
  // Each was made above.
  return new Map([...members].map(([event, events]) => [event, made.get(events) as Group]));
};

/** Where the members of all issues are at home; one that has nothing to itself is nowhere. */
export const homesAmong = (issues: readonly RegroupedIssue[], groupOf: GroupOf): Home[] =>
  settle(
    issues.flatMap(owner => homesOf(owner, groupOf)),
    { issues, groupOf },
  );

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

/** An issue's events by their groups. */
export const partsOf = ({ members }: RegroupedIssue, groupOf: GroupOf): Map<Group, RegroupedEvent[]> => {
  const events = members.flatMap(member => member.events);
  // Each event is in a group.
  return Map.groupBy(events, event => groupOf.get(event) as Group);
};

/** Whether one of the hashes belongs to an issue already. */
export const leadsTo = ({ members }: RegroupedIssue, hashes: Iterable<string>): boolean => {
  const own = new Set(members.flatMap(({ issue }) => issue.hashes));
  return [...hashes].some(hash => own.has(hash));
};

export const hashesOf = ({ members }: RegroupedIssue): string[] => members.flatMap(({ issue }) => issue.hashes);
