import { issueAt } from '../../life/substatus-at.ts';
import type { StoredActivity } from '../../ports/activity-store.ts';
import type { IssueMark, MarkedBy } from '../../ports/issue-marks.ts';
import type { Issue } from '../../ports/issue-store.ts';
import type { Release } from '../../ports/release-store.ts';
import { PRIORITY_NUMBERS } from '../../protocol/issue-life.ts';
import type { IssueDetailsJson, IssueFactsJson, IssueJson } from '../contract/issue.ts';
import { presentActivity } from './activity.ts';
import { presentAssignee, presentPerson } from './person.ts';
import { presentNamedRelease } from './release.ts';
import { presentStatusDetails } from './status-details.ts';
import { isoTime } from './time.ts';

export interface IssueView {
  /** What people call the project; the issue itself knows its slug. */
  projectName: string;
  publicUrl: string;
  now: number;
  /** The caller's. */
  mark: IssueMark | undefined;
}

/** An issue as time has made it. */
export const presentIssue = (stored: Issue, view: IssueView): IssueJson => {
  const issue = issueAt(stored, view.now);
  return {
    id: issue.id,
    shareId: null,
    shortId: issue.shortId,
    title: issue.title,
    culprit: issue.culprit,
    permalink: `${view.publicUrl}/issues/${issue.id}/`,
    logger: null,
    level: issue.level,
    status: issue.status,
    substatus: issue.substatus,
    statusDetails: presentStatusDetails(issue),
    isPublic: false,
    platform: issue.platform,
    project: { id: issue.projectId, name: view.projectName, slug: issue.projectSlug, platform: issue.platform },
    type: issue.type,
    metadata: { ...issue.metadata, initial_priority: PRIORITY_NUMBERS[issue.life.initialPriority] },
    numComments: 0,
    assignedTo: presentAssignee(issue.life.assignee),
    isBookmarked: view.mark?.bookmarked ?? false,
    isSubscribed: view.mark?.subscribed ?? false,
    hasSeen: view.mark?.seen !== undefined,
    annotations: [],
    issueType: 'error',
    issueCategory: 'error',
    priority: issue.life.priority,
    count: String(issue.count),
    userCount: issue.users,
    firstSeen: isoTime(issue.firstSeen),
    lastSeen: isoTime(issue.lastSeen),
  };
};

/** What happened to an issue, and who has looked at it. */
export interface IssueStory {
  activities: readonly StoredActivity[];
  marks: readonly MarkedBy[];
  /** The first and last that it was seen in. */
  releases: { first?: Release; last?: Release };
}

export const presentIssueDetails = (
  issue: IssueJson,
  facts: IssueFactsJson,
  { activities, marks, releases }: IssueStory,
): IssueDetailsJson => ({
  ...issue,
  ...facts,
  firstRelease: releases.first ? presentNamedRelease(releases.first) : null,
  lastRelease: releases.last ? presentNamedRelease(releases.last) : null,
  activity: activities.map(presentActivity),
  seenBy: marks.filter(({ seen }) => seen !== undefined).map(({ user }) => presentPerson(user)),
  participants: marks.filter(({ subscribed }) => subscribed).map(({ user }) => presentPerson(user)),
  pluginActions: [],
  pluginIssues: [],
  pluginContexts: [],
  userReportCount: 0,
});
