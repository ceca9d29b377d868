import type { Issue } from '../ports/issue-store.ts';
import type { IssueStatus, IssueSubstatus } from '../protocol/issue-life.ts';
import type { ApiDeps } from './api-request.ts';
import type { IssueUpdate } from './contract/issue-update.ts';
import { Refusal } from './refusal.ts';

/** Milliseconds: an issue is new for 7 days. */
const NEW_FOR = 604_800_000;

export interface StatusChange {
  status: IssueStatus;
  substatus: IssueSubstatus | null;
}

/** What an update makes of one issue, by Sentry's rules for a substatus that is not given. */
export const changeOf = (issue: Issue, update: IssueUpdate, now: number): StatusChange => {
  switch (update.status) {
    case 'resolved':
      return { status: 'resolved', substatus: null };
    case 'ignored':
    case 'muted':
      return { status: 'ignored', substatus: archiveSubstatus(update) };
    case 'unresolved':
      return { status: 'unresolved', substatus: update.substatus ?? reopenedSubstatus(issue, now) };
  }
};

/** Writes the change; what changes nothing is not written. `false` when the issue is gone. */
export const changeStatus = async (
  deps: Pick<ApiDeps, 'issues' | 'clock'>,
  issue: Issue,
  change: StatusChange,
): Promise<boolean> => {
  if (issue.status === change.status && issue.substatus === change.substatus) return true;
  return deps.issues.setStatus(issue.id, { ...change, at: deps.clock.now() });
};

/** Refuses a substatus that belongs to another status. */
export const refuseContradiction = ({ status, substatus }: IssueUpdate): void => {
  if (substatus === undefined) return;
  const archived = status === 'ignored' || status === 'muted';
  if (status === 'resolved' || archived !== substatus.startsWith('archived_')) {
    throw new Refusal(400, `substatus: ${substatus} does not go with the status ${status}`);
  }
};

const archiveSubstatus = ({ substatus, statusDetails }: IssueUpdate): IssueSubstatus =>
  substatus ?? (statusDetails?.untilEscalating ? 'archived_until_escalating' : 'archived_forever');

const reopenedSubstatus = (issue: Issue, now: number): IssueSubstatus | null => {
  switch (issue.status) {
    case 'unresolved':
      return issue.substatus;
    case 'resolved':
      return 'regressed';
    case 'ignored':
      return now - issue.firstSeen < NEW_FOR ? 'new' : 'ongoing';
  }
};
