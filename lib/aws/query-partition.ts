import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Item, type Table, text } from './table.ts';

/** Which rows of a partition, by sort key from the smallest up, read eventually consistent unless it is said. */
export interface PartitionRead {
  /** Only sort keys that begin so. */
  prefix?: string;
  /** Only sort keys from the first to the last, both among them. Not with `prefix`. */
  between?: readonly [first: string, last: string];
  /** No more than so many. */
  most?: number;
  /** From the largest sort key down. */
  backward?: boolean;
  consistent?: boolean;
  /** The attributes that are wanted, none a reserved word. */
  only?: readonly string[];
}

/** All of a partition's rows, or those that are asked for: as many reads as it takes. */
export const queryPartition = async (table: Table, partition: string, read: PartitionRead = {}): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const page of pagesOf(table, partition, read)) items.push(...page);
  return items;
};

/** The same page after page, as they are asked for: each is one read. */
export const pagesOf = async function* (
  table: Table,
  partition: string,
  read: PartitionRead = {},
): AsyncGenerator<Item[]> {
  let room = read.most;
  let from: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        ...conditionOf(partition, read),
        ...(read.consistent && { ConsistentRead: true }),
        ...(read.only && { ProjectionExpression: read.only.join(', ') }),
        ...(read.backward && { ScanIndexForward: false }),
        Limit: room,
        ExclusiveStartKey: from,
      }),
    );
    const items = page.Items ?? [];
    yield items;
    if (room !== undefined) room -= items.length;
    from = page.LastEvaluatedKey;
  } while (from && room !== 0);
};

const conditionOf = (partition: string, { prefix, between }: PartitionRead) => {
  const pk = text(partition);
  if (prefix !== undefined)
    return {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': text(prefix) },
    };
  if (between)
    return {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': pk, ':first': text(between[0]), ':last': text(between[1]) },
    };
  return { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
};
