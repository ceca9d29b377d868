import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  QueryCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { Tombstone, TombstoneStore } from '../ports/tombstone-store.ts';
import { TOMBSTONE } from './deleted-issue.ts';
import { hashKey, TOMBSTONES, tombstoneKey } from './keys/issue.ts';
import type { Key } from './keys/key.ts';
import { attributes, getItem, type Table, text } from './table.ts';

/** The id in a sort key: an opaque cursor. */
const ISSUE_ID = /^\d{1,19}$/;

/** As part of the transaction that hides its issue. */
export const putTombstone = (table: Table, projectId: string, tombstone: Tombstone): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: {
      ...attributes(tombstoneKey(projectId, tombstone.id)),
      projectId: text(projectId),
      tombstone: text(JSON.stringify(tombstone)),
    },
  },
});

export const dynamoTombstoneStore = (table: Table): TombstoneStore => ({
  list: async (projectId, { limit, cursor }) => {
    const { pk } = tombstoneKey(projectId, '');
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': text(pk), ':sk': text(TOMBSTONES) },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: cursor && ISSUE_ID.test(cursor) ? attributes(tombstoneKey(projectId, cursor)) : undefined,
      }),
    );
    const next = page.LastEvaluatedKey?.sk?.S?.slice(TOMBSTONES.length);
    return { tombstones: (page.Items ?? []).map(toTombstone), ...(next && { next }) };
  },

  lift: async (projectId, id) => {
    if (!ISSUE_ID.test(id)) return false;
    const key = tombstoneKey(projectId, id);
    const item = await getItem(table, key, { consistent: true });
    if (!item) return false;
    // The hashes first: what is interrupted can be lifted again.
    for (const hash of toTombstone(item).hashes) await free(table, hashKey(projectId, hash), id);
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: attributes(key) }));
    return true;
  },
});

/** A hash that another tombstone or issue has taken meanwhile stays theirs. */
const free = async (table: Table, key: Key, id: string): Promise<void> => {
  try {
    await table.client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key: attributes(key),
        ConditionExpression: `${TOMBSTONE} = :id`,
        ExpressionAttributeValues: { ':id': text(id) },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

// Written above.
const toTombstone = (item: { tombstone?: { S?: string } }): Tombstone =>
  JSON.parse(item.tombstone?.S ?? '{}') as Tombstone;
