import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { decodeCursor, encodeCursor, type IndexKeys } from './index-cursor.ts';
import { INDEX_BY_ACTIVITY, INDEX_BY_TIME } from './keys.ts';
import { batchGet, type Item, readText, type Table, text } from './table.ts';

const INDEXES = { gsi1: INDEX_BY_ACTIVITY, gsi2: INDEX_BY_TIME } as const satisfies Record<IndexKeys, string>;

/**
 * The items of an index partition, from the largest sort key down. Index rows carry keys only: the items themselves are
 * fetched, in the order of the index; what is gone meanwhile is left out.
 */
export const queryIndex = async (
  table: Table,
  index: IndexKeys,
  partition: string,
  options: { limit: number; cursor?: string },
): Promise<{ items: Item[]; next?: string }> => {
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: INDEXES[index],
      KeyConditionExpression: `${index}pk = :pk`,
      ExpressionAttributeValues: { ':pk': text(partition) },
      ScanIndexForward: false,
      Limit: options.limit,
      ExclusiveStartKey: decodeCursor(index, partition, options.cursor),
    }),
  );
  const next = encodeCursor(index, page.LastEvaluatedKey);
  return { items: await load(table, page.Items ?? []), ...(next && { next }) };
};

const load = async (table: Table, rows: readonly Item[]): Promise<Item[]> => {
  const keys = rows.map(row => ({ pk: readText(row, 'pk'), sk: readText(row, 'sk') }));
  const found = new Map((await batchGet(table, keys, { consistent: false })).map(item => [identity(item), item]));
  return rows.map(row => found.get(identity(row))).filter(item => item !== undefined);
};

const identity = (item: Item): string => JSON.stringify([readText(item, 'pk'), readText(item, 'sk')]);
