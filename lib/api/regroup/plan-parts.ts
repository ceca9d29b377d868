import type { Issue } from '../../ports/issue-store.ts';
import type { Group } from './homes.ts';
import type { LeavingGroup } from './leaving-groups.ts';
import type { RegroupedIssue } from './regrouped-issue.ts';

/** Events that leave an issue for one of their own. */
export interface PlannedPart {
  readonly from: Issue;
  readonly group?: Group;
  /** Made by a regrouping that was taken back: it is shown by the issue, and has its events already. */
  readonly existing?: Issue;
  readonly eventIds: readonly string[];
  /** Hashes that lead to it from then on. */
  readonly hashes: readonly string[];
  /** Where it is shown then: by an issue that there is, or by an earlier part. */
  readonly into?: Issue | PlannedPart;
}

/** Of issues all of whose events are kept, each group that is not at home there leaves; one at least stays. */
export const planParts = (leaving: readonly LeavingGroup[], apart: readonly RegroupedIssue[]): PlannedPart[] => {
  const parts: PlannedPart[] = apart.flatMap(({ issue, partOf }) =>
    partOf ? [{ from: partOf, existing: issue, eventIds: [], hashes: [] }] : [],
  );
  const first = new Map<Group, PlannedPart>();
  for (const { owner, group, other } of leaving.filter(movable(leaving))) {
    const into = other?.shownBy ?? first.get(group);
    const eventIds = ownIn(owner, group);
    const hashes = into ? [] : [...group.hashes];
    const part = { from: owner.issue, group, eventIds, hashes, ...(into && { into }) };
    if (!into) first.set(group, part);
    parts.push(part);
  }
  return parts;
};

/** Events of an issue's own, not of what was merged into it. */
const ownIn = ({ members: [own] }: RegroupedIssue, group: Group): string[] =>
  (own?.events ?? []).flatMap(event => (group.events.includes(event) ? [event.eventId] : []));

const movable =
  (leaving: readonly LeavingGroup[]) =>
  (one: LeavingGroup): boolean => {
    const { owner, group } = one;
    const size = ownIn(owner, group).length;
    // Where more of them come is not known well enough to bring these there.
    const isElsewhere = one.coming === 'other' && !one.other;
    if (owner.whole !== 'kept' || size === 0 || isElsewhere) return false;
    const others = leaving.filter(other => other.owner === owner && (other.coming !== 'other' || other.other));
    const gone = others.reduce((sum, other) => sum + ownIn(owner, other.group).length, 0);
    // Where none of them is at home the largest stays.
    const largest = others.toSorted((a, b) => ownIn(owner, b.group).length - ownIn(owner, a.group).length)[0];
    return gone < (owner.members[0]?.events.length ?? 0) || one !== largest;
  };
