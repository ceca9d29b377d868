import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { type IssueStore, itself } from '../ports/issue-store.ts';
import type { StaleIssues } from '../ports/stale-issues.ts';
import { activityBefore, issueActivityKey } from './keys/issue-rank.ts';
import { INDEX_BY_ACTIVITY } from './keys/key.ts';
import { readText, type Table, text } from './table.ts';

/** The index by last seen, read from its old end. */
export const dynamoStaleIssues = (table: Table, issues: Pick<IssueStore, 'get'>): StaleIssues => ({
  unresolvedBefore: async (projectId, before, limit) => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: INDEX_BY_ACTIVITY,
        KeyConditionExpression: 'gsi1pk = :pk AND gsi1sk < :before',
        ExpressionAttributeValues: {
          ':pk': text(issueActivityKey(projectId, 'unresolved')),
          ':before': text(activityBefore(before)),
        },
        Limit: limit,
      }),
    );
    const ids = Items.map(item => readText(item, 'pk').slice('ISSUE#'.length));
    const found = await issues.get(ids);
    // The index lags behind the issues a little.
    return ids.flatMap(id => itself(found, id) ?? []).filter(issue => issue.status === 'unresolved');
  },
});
