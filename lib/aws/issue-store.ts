import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import type { IssueStore } from '../ports/issue-store.ts';
import { isDeletedIssue } from './deleted-issue.ts';
import { findIssueId } from './find-issue-id.ts';
import { hideIssue } from './hide-issue.ts';
import { decodeCursor, encodeCursor } from './index-cursor.ts';
import { fromIssueItem } from './issue-item.ts';
import { changeLife } from './issue-life-writes.ts';
import { queryRanks, readNewest } from './issue-ranks.ts';
import { INDEX_BY_ACTIVITY, issueActivityKey, issueKey } from './keys.ts';
import { batchGet, readText, type Table, text } from './table.ts';

export const dynamoIssueStore = (table: Table, clock: Clock): IssueStore => {
  const get: IssueStore['get'] = async (ids, options = { consistent: true }) => {
    const items = await batchGet(table, [...new Set(ids)].map(issueKey), options);
    return new Map(
      items
        .filter(item => !isDeletedIssue(item))
        .map(fromIssueItem)
        // TTL deletes late.
        .filter(issue => issue.expires > clock.now())
        .map(issue => [issue.id, issue]),
    );
  };

  return {
    get,

    findByShortId: async (organization, shortId) => {
      const meant = await findIssueId(table, organization, shortId);
      const found = meant ? [...(await get(meant.ids)).values()] : [];
      return found.find(issue => issue.organization === organization && issue.projectId === meant?.projectId);
    },

    ranks: queryRanks(table),
    newest: readNewest(table, get),

    list: async (projectId, status, { limit, cursor }) => {
      const partition = issueActivityKey(projectId, status);
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: INDEX_BY_ACTIVITY,
          KeyConditionExpression: 'gsi1pk = :pk',
          ExpressionAttributeValues: { ':pk': text(partition) },
          ScanIndexForward: false,
          Limit: limit,
          ExclusiveStartKey: decodeCursor('gsi1', partition, cursor),
        }),
      );
      const ids = (page.Items ?? []).map(item => readText(item, 'pk').slice('ISSUE#'.length));
      const found = await get(ids);
      const next = encodeCursor('gsi1', page.LastEvaluatedKey);
      // The index lags behind the items a little: what has left this status meanwhile is left out.
      const issues = ids
        .flatMap(id => found.get(id) ?? [])
        .filter(issue => issue.status === status && issue.projectId === projectId)
        // The index knows the minute only.
        .toSorted((a, b) => b.lastSeen - a.lastSeen);
      return { issues, ...(next && { next }) };
    },

    change: changeLife(table),
    delete: hideIssue(table),
  };
};
