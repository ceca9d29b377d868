import type { Assignee, IssuePriority, IssueStatus, IssueSubstatus } from '../protocol/issue-life.ts';

/** What a person wants of an issue. What is left out stays as it is. */
export interface LifeUpdate {
  status?: IssueStatus;
  /** Of this status. */
  substatus?: IssueSubstatus;
  resolve?: ResolveIn;
  archive?: ArchiveUntil;
  /** `null`: nobody. */
  assignee?: Assignee | null;
  priority?: IssuePriority;
  reviewed?: true;
}

export type ResolveIn =
  | { in: 'release'; version: string }
  | { in: 'next_release' }
  | { in: 'upcoming_release' }
  /** Any release of this version or a greater one. */
  | { in: 'future_release'; version: string }
  | { in: 'commit'; commit: { id: string; repository: string } };

export type ArchiveUntil =
  | { until: 'escalating' }
  | {
      until: 'condition';
      /** Minutes from now. */
      duration?: number;
      count?: number;
      window?: number;
      userCount?: number;
      userWindow?: number;
    };
