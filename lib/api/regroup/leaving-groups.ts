import type { Issue } from '../../ports/issue-store.ts';
import { ownerAmong } from './attach-steps.ts';
import { type Group, type GroupOf, type Home, leadsTo, partsOf } from './homes.ts';
import type { RegroupedEvent, RegroupedIssue } from './regrouped-issue.ts';

/** What is known of all issues when one is looked at. */
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

export const leavingOf = (owner: RegroupedIssue, around: Surroundings): LeavingGroup[] => {
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
