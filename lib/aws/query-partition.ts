import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Item, type Table, text } from './table.ts';

/** All items of a partition, page after page, read eventually consistent unless it is said. @param options `only`: the attributes that are wanted, none a reserved word */
export const queryPartition = async (
  table: Table,
  partition: string,
  options: { only?: readonly string[]; consistent?: boolean } = {},
): Promise<Item[]> => {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(partition) },
        ...(options.consistent && { ConsistentRead: true }),
        ...(options.only && { ProjectionExpression: options.only.join(', ') }),
        ExclusiveStartKey: from,
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
};
