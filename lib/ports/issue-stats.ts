import type { Issue } from './issue-store.ts';

/** How often a tag had a value among all counted events of an issue. */
export interface TagValueCount {
  key: string;
  /** Absent: all values beyond those that are told apart (`MAX_VALUES` of the digest). */
  value?: string;
  count: number;
}

export interface UserCount {
  users: number;
  /** `false`: an estimate, ± 4.4 % (one standard deviation) beyond 512 users. */
  exact: boolean;
}

export interface HourCount {
  /** Milliseconds since 1970: the beginning of the hour. */
  hour: number;
  count: number;
}

/** What was counted of issues beside their events: the API's and the life rules' side. Counted in the digest's transaction. */
export interface IssueStats {
  /** Events by hour of their own time, oldest first, for hours from `from` to `to` (ms, both included); empty hours left out. */
  hourly(issues: readonly Issue[], from: number, to: number): Promise<Map<string, HourCount[]>>;
  /** By key, most frequent first. */
  tags(issue: Issue): Promise<TagValueCount[]>;
  users(issue: Issue): Promise<UserCount>;
}
