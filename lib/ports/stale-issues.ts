import type { Issue } from './issue-store.ts';

export interface StaleIssues {
  /** Unresolved issues of a project that were last seen before a time (ms, to the minute), the oldest first. */
  unresolvedBefore(projectId: string, before: number, limit: number): Promise<Issue[]>;
}
