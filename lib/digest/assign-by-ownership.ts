import { matchOwners } from '../life/ownership/match-owners.ts';
import type { Owner } from '../life/ownership/rule.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { SentryEvent } from '../protocol/event.ts';
import type { Activity, Assignee, LifeChange } from '../protocol/issue-life.ts';
import { personId } from '../protocol/person-id.ts';
import type { OwnershipReader } from './read-ownership.ts';

export interface AssignDeps {
  ownership: OwnershipReader;
}

interface Assigning {
  /** What was decided of the issue already: a change of status goes first, the next event assigns. */
  change: LifeChange | undefined;
  event: SentryEvent;
  now: number;
}

/** An issue that is nobody's becomes that of the owner of its newest event, unless a person has chosen or cleared one. */
export const assignByOwnership = async (
  deps: AssignDeps,
  issue: Issue,
  { change, event, now }: Assigning,
): Promise<LifeChange | undefined> => {
  if (change || !isFree(issue)) return change;
  const assignee = await ownerOf(deps, issue, event, now);
  if (!assignee) return undefined;
  return {
    status: issue.status,
    substatus: issue.substatus,
    life: { ...issue.life, assignee },
    activity: assigned(assignee, now),
  };
};

export const assigned = ({ id, name, type }: Assignee, at: number): Activity => ({
  type: 'assigned',
  at,
  data: { assignee: id, assigneeName: name, assigneeType: type, integration: 'projectOwnership' },
});

const isFree = ({ life }: Pick<Issue, 'life'>): boolean => !life.assignee && !life.unassigned;

/** Whom the project's rules name for an event. Asked for one issue once an hour at most. */
export const ownerOf = async (
  { ownership }: AssignDeps,
  issue: Pick<Issue, 'id' | 'projectId' | 'organization'>,
  event: SentryEvent,
  now: number,
): Promise<Assignee | undefined> => {
  const rules = await ownership.rulesFor(issue.projectId, issue.id, now);
  const [owner] = matchOwners(rules, event)[0]?.owners ?? [];
  return owner && assigneeOf(issue.organization, owner);
};

const assigneeOf = (organization: string, { type, name }: Owner): Assignee => ({
  type,
  id: type === 'team' ? name : personId(organization, name),
  name,
  by: 'ownership',
});
