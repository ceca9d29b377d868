import type { IssueLife, IssueStatus, IssueSubstatus } from '../protocol/issue-life.ts';

/** What the rules of life need to know of an issue. */
export interface LivingIssue {
  status: IssueStatus;
  substatus: IssueSubstatus | null;
  /** Milliseconds since 1970. */
  statusChanged: number;
  life: IssueLife;
  firstSeen: number;
  lastSeen: number;
  count: number;
  users: number;
}

/** What the rules of life need to know of a release. */
export interface KnownRelease {
  version: string;
  /** Milliseconds since 1970. */
  dateAdded: number;
  dateReleased?: number;
}

/** What an issue becomes, and what is told of it. */
export type Lived = Pick<LivingIssue, 'status' | 'substatus' | 'life'>;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** An issue is new, regressed or escalating for 7 days, as in Sentry. */
export const FRESH_FOR_MS = 7 * DAY_MS;
