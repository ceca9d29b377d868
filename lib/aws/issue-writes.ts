import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Issue } from '../ports/issue-store.ts';
import type { Announcement } from '../ports/outbox.ts';
import type { IssueShare, KnownIssue } from '../ports/tally-store.ts';
import { toIssueItem } from './issue-item.ts';
import { activitySortKey, hashKey, issueActivityKey, issueKey, outboxKey, shortIdKey } from './keys.ts';
import { attributes, type Item, number, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

export const createIssue = (table: Table, issue: Issue): TransactWriteItem[] => [
  { Put: { TableName: table.name, Item: toIssueItem(issue), ConditionExpression: 'attribute_not_exists(pk)' } },
  {
    Put: {
      TableName: table.name,
      Item: { ...attributes(shortIdKey(issue.organization, issue.shortId)), issueId: text(issue.id) },
    },
  },
];

export const claimHash = (table: Table, issue: Issue, hash: string): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: { ...attributes(hashKey(issue.projectId, hash)), hash: text(hash), issueId: text(issue.id) },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/**
 * Adds to a known issue. `lastSeen` only grows and `firstSeen` only shrinks: a condition says so, because an update
 * expression knows no maximum. The status must still be the one that the decision was made on.
 */
export const updateIssue = (table: Table, share: IssueShare, { issue, change }: KnownIssue): TransactWriteItem => {
  const conditions = ['attribute_exists(pk)', '#status = :status', 'statusChanged = :changed'];
  const sets: string[] = [];
  const values: Item = {
    ':count': number(share.events.length),
    ':status': text(issue.status),
    ':changed': number(issue.statusChanged),
  };
  const names: Record<string, string> = { '#count': 'count', '#status': 'status' };
  if (change.lastSeen !== undefined) {
    conditions.push('lastSeen < :last');
    sets.push('lastSeen = :last', 'gsi1sk = :activity');
    values[':last'] = number(change.lastSeen);
    values[':activity'] = text(activitySortKey(change.lastSeen, issue.id));
  }
  if (change.firstSeen !== undefined) {
    conditions.push('firstSeen > :first');
    sets.push('firstSeen = :first');
    values[':first'] = number(change.firstSeen);
  }
  if (change.latest) {
    sets.push('title = :title', 'culprit = :culprit', '#level = :level', 'metadata = :metadata');
    names['#level'] = 'level';
    values[':title'] = text(change.latest.title);
    values[':culprit'] = text(change.latest.culprit);
    values[':level'] = text(change.latest.level);
    values[':metadata'] = text(JSON.stringify(change.latest.metadata));
  }
  if (change.reopened) {
    sets.push('#status = :unresolved', 'substatus = :substatus', 'statusChanged = :at', 'gsi1pk = :open');
    values[':unresolved'] = text('unresolved');
    values[':substatus'] = text(change.reopened.substatus);
    values[':at'] = number(change.reopened.at);
    values[':open'] = text(issueActivityKey(issue.projectId, 'unresolved'));
  }
  return transactUpdate(table, issueKey(issue.id), {
    ConditionExpression: conditions.join(' AND '),
    UpdateExpression: `ADD #count :count${sets.length > 0 ? ` SET ${sets.join(', ')}` : ''}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  });
};

export const recordAnnouncement = (table: Table, announcement: Announcement): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: {
      ...attributes(outboxKey(announcement.issueId, announcement.kind, announcement.eventId)),
      kind: text(announcement.kind),
      issueId: text(announcement.issueId),
      eventId: text(announcement.eventId),
      since: number(announcement.since),
    },
  },
});
