import { DeleteItemCommand, QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { PendingResolutions } from '../ports/pending-resolutions.ts';
import { pendingResolutionKey } from './keys/issue.ts';
import { attributes, readText, type Table, text } from './table.ts';

/** As part of the transaction that says so. */
export const putPendingResolution = (table: Table, projectId: string, issueId: string): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: {
      ...attributes(pendingResolutionKey(projectId, issueId)),
      projectId: text(projectId),
      issueId: text(issueId),
    },
  },
});

export const dynamoPendingResolutions = (table: Table): PendingResolutions => ({
  list: async (projectId, { limit, after }) => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: `pk = :pk${after === undefined ? '' : ' AND sk > :after'}`,
        ExpressionAttributeValues: {
          ':pk': text(pendingResolutionKey(projectId, '').pk),
          ...(after !== undefined && { ':after': text(after) }),
        },
        ConsistentRead: true,
        Limit: limit,
      }),
    );
    return Items.map(item => readText(item, 'issueId'));
  },
  delete: async (projectId, issueId) => {
    const Key = attributes(pendingResolutionKey(projectId, issueId));
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));
  },
});
