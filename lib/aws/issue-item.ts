import type { Issue, IssueMetadata, IssueStatus, IssueSubstatus } from '../ports/issue-store.ts';
import type { Level } from '../protocol/event.ts';
import { activitySortKey, issueActivityKey, issueKey } from './keys.ts';
import { attributes, type Item, number, readNumber, readText, text } from './table.ts';

/** An issue as a table item, and back. */
export const toIssueItem = (issue: Issue): Item => ({
  ...attributes(issueKey(issue.id)),
  gsi1pk: text(issueActivityKey(issue.projectId, issue.status)),
  gsi1sk: text(activitySortKey(issue.lastSeen, issue.id)),
  id: text(issue.id),
  shortId: text(issue.shortId),
  projectId: text(issue.projectId),
  organization: text(issue.organization),
  projectSlug: text(issue.projectSlug),
  title: text(issue.title),
  culprit: text(issue.culprit),
  type: text(issue.type),
  metadata: text(JSON.stringify(issue.metadata)),
  level: text(issue.level),
  platform: text(issue.platform),
  status: text(issue.status),
  ...(issue.substatus && { substatus: text(issue.substatus) }),
  statusChanged: number(issue.statusChanged),
  count: number(issue.count),
  firstSeen: number(issue.firstSeen),
  lastSeen: number(issue.lastSeen),
});

// The table holds only what `toIssueItem` wrote, so the unions below are what was put in.
export const fromIssueItem = (item: Item): Issue => ({
  id: readText(item, 'id'),
  shortId: readText(item, 'shortId'),
  projectId: readText(item, 'projectId'),
  organization: readText(item, 'organization'),
  projectSlug: readText(item, 'projectSlug'),
  title: readText(item, 'title'),
  culprit: readText(item, 'culprit'),
  type: readText(item, 'type'),
  metadata: JSON.parse(readText(item, 'metadata') || '{}') as IssueMetadata,
  level: readText(item, 'level') as Level,
  platform: readText(item, 'platform'),
  status: readText(item, 'status') as IssueStatus,
  substatus: (item.substatus?.S ?? null) as IssueSubstatus | null,
  statusChanged: readNumber(item, 'statusChanged'),
  count: readNumber(item, 'count'),
  firstSeen: readNumber(item, 'firstSeen'),
  lastSeen: readNumber(item, 'lastSeen'),
});
