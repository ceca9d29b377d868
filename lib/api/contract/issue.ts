import type { IssueMetadata } from '../../ports/issue-store.ts';
import type { Level } from '../../protocol/event.ts';
import type { IssueStatus, IssueSubstatus } from '../../protocol/issue-life.ts';

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
  statusDetails: Record<string, never>;
  isPublic: false;
  platform: string;
  project: { id: string; name: string; slug: string; platform: string };
  type: string;
  metadata: IssueMetadata;
  numComments: 0;
  assignedTo: null;
  isBookmarked: false;
  isSubscribed: false;
  hasSeen: false;
  annotations: [];
  issueType: 'error';
  issueCategory: 'error';
  priority: 'low' | 'medium' | 'high';
  count: string;
  /** Not counted yet. Clients need the field. */
  userCount: 0;
  firstSeen: string;
  lastSeen: string;
}

export interface IssueDetailsJson extends IssueJson {
  /** Unix time in seconds of an hour's start, and the events in it; the last 24 hours, oldest first. */
  stats: { '24h': [number, number][] };
  activity: [];
  seenBy: [];
  participants: [];
  pluginActions: [];
  pluginIssues: [];
  pluginContexts: [];
  userReportCount: 0;
}
