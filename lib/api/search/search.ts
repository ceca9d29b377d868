import type { Issue } from '../../ports/issue-store.ts';
import type { IssueStatus } from '../../protocol/issue-life.ts';

/** What is looked for: the statuses to read and what each issue has to fulfil. */
export interface Search {
  statuses: readonly IssueStatus[];
  conditions: readonly Condition[];
  /** Words that stand for themselves, as they were written; for direct hits by an event id or short id. */
  words: readonly string[];
}

export type Condition = (issue: Issue) => boolean;

export const ALL_STATUSES: readonly IssueStatus[] = ['unresolved', 'resolved', 'ignored'];
