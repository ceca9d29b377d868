import type { IssueMetadata } from '../../ports/issue-store.ts';
import type { Level } from '../../protocol/event.ts';
import type { Activity, IssueStatus, IssueSubstatus } from '../../protocol/issue-life.ts';
import type { NamedReleaseJson } from './release.ts';

/** An issue in Sentry's words. Times are ISO 8601 in UTC; `count` is text because it may outgrow a number. */
export interface IssueJson {
  id: string;
  shareId: null;
  shortId: string;
  title: string;
  culprit: string;
  permalink: string;
  logger: null;
  level: Level;
  status: IssueStatus;
  substatus: IssueSubstatus | null;
  statusDetails: StatusDetailsJson;
  isPublic: false;
  platform: string;
  project: { id: string; name: string; slug: string; platform: string };
  type: string;
  /** With the number of the priority that it was born with: 25, 50 or 75. */
  metadata: IssueMetadata & { initial_priority: number };
  numComments: 0;
  assignedTo: AssigneeJson | null;
  /** The caller's own marks. */
  isBookmarked: boolean;
  isSubscribed: boolean;
  hasSeen: boolean;
  annotations: [];
  issueType: 'error';
  issueCategory: 'error';
  priority: 'low' | 'medium' | 'high';
  count: string;
  /** Users affected: exact while they are few, then estimated. */
  userCount: number;
  firstSeen: string;
  lastSeen: string;
}

export interface AssigneeJson {
  type: 'user' | 'team';
  id: string;
  name: string;
  email?: string;
}

export interface PersonJson {
  id: string;
  name: string;
  email?: string;
}

/** How it was resolved, or until when it is archived; empty when nothing was said. */
export type StatusDetailsJson = Record<string, string | number | boolean | null | { id: string; repository: string }>;

export interface ActivityJson {
  id: string;
  /** Sentry's names. */
  type: Activity['type'];
  /** `null`: nobody, a rule. */
  user: PersonJson | null;
  data: Activity['data'];
  dateCreated: string;
}

/** What was counted of one issue. */
export interface IssueFactsJson {
  /** Unix time in seconds of the beginning of an hour (`24h`) or a day (UTC, `30d`), and the events in it; oldest first. */
  stats: { '24h': [number, number][]; '30d': [number, number][] };
  userCount: number;
  /** Allim's own. `false`: `userCount` is an estimate, ± 4.4 %. */
  userCountExact: boolean;
}

export interface IssueDetailsJson extends IssueJson, IssueFactsJson {
  /** The newest, newest first. */
  activity: ActivityJson[];
  /** The release that it came with, and the last one that it was seen in. */
  firstRelease: NamedReleaseJson | null;
  lastRelease: NamedReleaseJson | null;
  seenBy: PersonJson[];
  participants: PersonJson[];
  pluginActions: [];
  pluginIssues: [];
  pluginContexts: [];
  userReportCount: 0;
}
