import type { IssueMark } from '../../ports/issue-marks.ts';
import type { TagValueCount } from '../../ports/issue-stats.ts';
import type { Issue } from '../../ports/issue-store.ts';
import type { IssueStatus } from '../../protocol/issue-life.ts';

/** What is looked for: the statuses to read and what each issue has to fulfil. */
export interface Search {
  statuses: readonly IssueStatus[];
  conditions: readonly Condition[];
  /** Asked only of issues that fulfil the conditions above: each of them costs a read. */
  tagConditions: readonly TagCondition[];
  markConditions: readonly MarkCondition[];
  /** Words that stand for themselves, as they were written; for direct hits by an event id or short id. */
  words: readonly string[];
}

export type Condition = (issue: Issue) => boolean;
/** @param tags the values that an issue's events have had */
export type TagCondition = (tags: readonly TagValueCount[]) => boolean;
/** @param marks what the person who asks has marked an issue with */
export type MarkCondition = (marks: IssueMark) => boolean;

/** Who asks, and when: what `me` and `-24h` mean. */
export interface Asking {
  /** Milliseconds since 1970. */
  now: number;
  /** Ids and names by which an issue may be assigned to them. */
  me: readonly string[];
  /** What the projects' latest releases are called; asked for only where `latest` is looked for. */
  latest: readonly string[];
}

export const ALL_STATUSES: readonly IssueStatus[] = ['unresolved', 'resolved', 'ignored'];
