import type { Issue } from '../../ports/issue-store.ts';
import type { IssueDetailsJson, IssueJson } from '../contract/issue.ts';
import { isoTime } from './time.ts';

/** `projectName`: what people call the project; the issue itself knows its slug. */
export const presentIssue = (issue: Issue, projectName: string, publicUrl: string): IssueJson => ({
  id: issue.id,
  shareId: null,
  shortId: issue.shortId,
  title: issue.title,
  culprit: issue.culprit,
  permalink: `${publicUrl}/issues/${issue.id}/`,
  logger: null,
  level: issue.level,
  status: issue.status,
  substatus: issue.substatus,
  statusDetails: {},
  isPublic: false,
  platform: issue.platform,
  project: { id: issue.projectId, name: projectName, slug: issue.projectSlug, platform: issue.platform },
  type: issue.type,
  metadata: issue.metadata,
  numComments: 0,
  assignedTo: null,
  isBookmarked: false,
  isSubscribed: false,
  hasSeen: false,
  annotations: [],
  issueType: 'error',
  issueCategory: 'error',
  priority: issue.life.priority,
  count: String(issue.count),
  userCount: 0,
  firstSeen: isoTime(issue.firstSeen),
  lastSeen: isoTime(issue.lastSeen),
});

export const presentIssueDetails = (issue: IssueJson, hours: [number, number][]): IssueDetailsJson => ({
  ...issue,
  stats: { '24h': hours },
  activity: [],
  seenBy: [],
  participants: [],
  pluginActions: [],
  pluginIssues: [],
  pluginContexts: [],
  userReportCount: 0,
});
