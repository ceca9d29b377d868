import type { Issue, IssueBirth, IssueMetadata } from '../ports/issue-store.ts';
import type { Level } from '../protocol/event.ts';
import { type IssueLife, type IssueStatus, type IssueSubstatus, lifeAtBirth } from '../protocol/issue-life.ts';
import { activitySortKey, issueActivityKey, issueKey } from './keys.ts';
import { attributes, type Item, number, readNumber, readText, text } from './table.ts';

/** An issue as a table item, and back. */
export const toIssueItem = (issue: Issue): Item => ({
  ...attributes(issueKey(issue.id)),
  gsi1pk: text(issueActivityKey(issue.projectId, issue.status)),
  gsi1sk: text(activitySortKey(issue.lastSeen, issue.id)),
  id: text(issue.id),
  number: number(issue.number),
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
  life: text(JSON.stringify(issue.life)),
  lifeVersion: number(issue.lifeVersion),
  count: number(issue.count),
  users: number(issue.users),
  firstSeen: number(issue.firstSeen),
  lastSeen: number(issue.lastSeen),
  hashes: text(issue.hashes.join(' ')),
  keptSlot: number(issue.keptSlot),
  birth: text(JSON.stringify(issue.birth)),
  expires: number(Math.ceil(issue.expires / 1_000)),
});

// The table holds only what `toIssueItem` wrote, so the unions below are what was put in.
export const fromIssueItem = (item: Item): Issue => ({
  id: readText(item, 'id'),
  number: readNumber(item, 'number'),
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
  life: readLife(item),
  lifeVersion: readNumber(item, 'lifeVersion'),
  count: readNumber(item, 'count'),
  users: readNumber(item, 'users'),
  firstSeen: readNumber(item, 'firstSeen'),
  lastSeen: readNumber(item, 'lastSeen'),
  hashes: readText(item, 'hashes').split(' ').filter(Boolean),
  keptSlot: readNumber(item, 'keptSlot'),
  birth: JSON.parse(readText(item, 'birth') || '{"hours":[],"tags":[],"users":[]}') as IssueBirth,
  expires: item.expires ? readNumber(item, 'expires') * 1_000 : Number.MAX_SAFE_INTEGER,
});

/** Issues that were stored before they had one begin theirs anew. */
const readLife = (item: Item): IssueLife =>
  item.life ? (JSON.parse(readText(item, 'life')) as IssueLife) : lifeAtBirth(readText(item, 'level') as Level);
