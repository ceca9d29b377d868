import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  type DynamoDBClient,
  GetItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Key } from './keys/key.ts';

/** The one table, and the client that reaches it. */
export interface Table {
  client: DynamoDBClient;
  name: string;
}

export type Item = Record<string, AttributeValue>;

/** Keys in one BatchGetItem, and writes in one BatchWriteItem: limits of DynamoDB. */
const MAX_BATCH_GET = 100;
const MAX_BATCH_WRITE = 25;
/** What DynamoDB leaves undone of a batch is asked for again, this often at most. */
const MAX_BATCH_ROUNDS = 8;
const FIRST_PAUSE_MS = 20;

export const attributes = (key: Key): Item => ({ pk: { S: key.pk }, sk: { S: key.sk } });
export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });

export const readText = (item: Item, name: string): string => item[name]?.S ?? '';
export const readNumber = (item: Item, name: string): number => Number(item[name]?.N ?? 0);

/** Where a row lies. */
export const keyOf = (row: Item): Key => ({ pk: readText(row, 'pk'), sk: readText(row, 'sk') });

/** The item of a key. @param options `consistent`: as it is now, not as it was a moment ago */
export const getItem = async (table: Table, key: Key, options: { consistent: boolean }): Promise<Item | undefined> => {
  const read = { TableName: table.name, Key: attributes(key), ...(options.consistent && { ConsistentRead: true }) };
  return (await table.client.send(new GetItemCommand(read))).Item;
};

/** All items of these keys that exist, in no order. @param options `only`: the attributes that are wanted of them */
export const batchGet = async (
  table: Table,
  keys: readonly Key[],
  options: { consistent: boolean; only?: readonly string[] },
): Promise<Item[]> => {
  const items: Item[] = [];
  const wanted = { ConsistentRead: options.consistent, ...(options.only && projection(options.only)) };
  for (let from = 0; from < keys.length; from += MAX_BATCH_GET) {
    let open: Item[] | undefined = keys.slice(from, from + MAX_BATCH_GET).map(attributes);
    for (let round = 0; open?.length; round++) {
      await pauseBefore(round);
      const answer: BatchGetItemCommandOutput = await table.client.send(
        new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys: open, ...wanted } } }),
      );
      items.push(...(answer.Responses?.[table.name] ?? []));
      open = answer.UnprocessedKeys?.[table.name]?.Keys;
    }
  }
  return items;
};

const projection = (names: readonly string[]) => ({
  ProjectionExpression: names.map((_, index) => `#${index}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#${index}`, name])),
});

/** Puts and deletes; each key at most once. */
export const batchWrite = async (table: Table, writes: readonly WriteRequest[]): Promise<void> => {
  for (let from = 0; from < writes.length; from += MAX_BATCH_WRITE) {
    let open: WriteRequest[] | undefined = writes.slice(from, from + MAX_BATCH_WRITE);
    for (let round = 0; open?.length; round++) {
      await pauseBefore(round);
      const answer: BatchWriteItemCommandOutput = await table.client.send(
        new BatchWriteItemCommand({ RequestItems: { [table.name]: open } }),
      );
      open = answer.UnprocessedItems?.[table.name];
    }
  }
};

/** Deletes rows that were read. */
export const deleteRows = (table: Table, rows: readonly Item[]): Promise<void> =>
  batchWrite(
    table,
    rows.map(row => ({ DeleteRequest: { Key: attributes(keyOf(row)) } })),
  );

const pauseBefore = async (round: number): Promise<void> => {
  if (round === 0) return;
  if (round === MAX_BATCH_ROUNDS)
    throw Object.assign(new Error('DynamoDB left a part of a batch undone too often: the table is throttled'), {
      name: 'ThrottlingException',
    });
  await new Promise(resolve => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** round));
};
