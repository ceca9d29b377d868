import type { Issue } from '../ports/issue-store.ts';
import type { IssueShare } from '../ports/tally-store.ts';
import type { Assignee } from '../protocol/issue-life.ts';
import { type AssignDeps, assigned, ownerOf } from './assign-by-ownership.ts';
import type { Slot } from './coalesce.ts';
import { newestOf } from './newest-event.ts';
import type { Origin } from './origin.ts';

/** Whose the new issues of a batch are by the project's rules; those that are nobody's are left out. */
export const ownersAtBirth = async (
  deps: AssignDeps,
  { projectId, organization }: Origin,
  slots: readonly Slot[],
  now: number,
): Promise<Map<Slot, Assignee>> => {
  const found = await Promise.all(
    slots.map(async slot => {
      const newest = slot.issue ? undefined : newestOf(slot.events);
      // It has no id yet: its first hash names it.
      const asked = { id: slot.events[0]?.hashes[0] ?? '', projectId, organization };
      const owner = newest && (await ownerOf(deps, asked, newest.event, now));
      return owner ? [[slot, owner] as const] : [];
    }),
  );
  return new Map(found.flat());
};

export const bornTo = (issue: Issue, assignee: Assignee | undefined): Issue =>
  assignee ? { ...issue, life: { ...issue.life, assignee } } : issue;

/** The share that opens the issue tells to whom it was assigned. */
export const tellBirth = (share: IssueShare, assignee: Assignee | undefined, now: number): IssueShare =>
  assignee ? { ...share, activity: assigned(assignee, now) } : share;
