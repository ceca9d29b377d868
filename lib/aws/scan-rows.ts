import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Key } from './keys/key.ts';
import { attributes, type Item, keyOf, type Table, text } from './table.ts';

/** Rows of a page: what is read is worked off at once, and after a crash once more. */
const PAGE_ROWS = 300;

/** A page of all rows of the table, as they are now; nothing hides from it behind an index that lags. */
export const scanRows = async (table: Table, from: string | undefined): Promise<{ rows: Item[]; next?: string }> => {
  const page = await table.client.send(
    new ScanCommand({
      TableName: table.name,
      ConsistentRead: true,
      Limit: PAGE_ROWS,
      ExclusiveStartKey: from === undefined ? undefined : attributes(JSON.parse(from) as Key), // written below
    }),
  );
  const next = page.LastEvaluatedKey && JSON.stringify(keyOf(page.LastEvaluatedKey));
  return { rows: page.Items ?? [], ...(next !== undefined && { next }) };
};

/** The first rows of a partition, as they are now, up to a megabyte. Deleting them makes room for the next ones. */
export const firstRows = async (table: Table, pk: string): Promise<Item[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(pk) },
      ConsistentRead: true,
      Limit: PAGE_ROWS,
    }),
  );
  return Items;
};
