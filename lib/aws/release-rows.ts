import {
  ConditionalCheckFailedException,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Key, releaseKey } from './keys.ts';
import { attributes, type Item, type Table, text } from './table.ts';

export const getRelease = async (table: Table, projectId: string, version: string): Promise<Item | undefined> =>
  (
    await table.client.send(
      new GetItemCommand({
        TableName: table.name,
        Key: attributes(releaseKey(projectId, version)),
        ConsistentRead: true,
      }),
    )
  ).Item;

/** All rows of a partition whose sort keys begin so. */
export const queryRows = async (
  table: Table,
  partition: string,
  prefix: string,
  options: { forward: boolean; most: number },
): Promise<Item[]> => {
  const rows: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': text(partition), ':prefix': text(prefix) },
        ConsistentRead: true,
        ScanIndexForward: options.forward,
        Limit: options.most - rows.length,
        ExclusiveStartKey: from,
      }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from && rows.length < options.most);
  return rows;
};

/** Sets attributes of a release that is there; its row as it is then. `undefined`: it is not, or `unless` one is there. */
export const setAttributes = async (
  table: Table,
  key: Key,
  values: Item,
  options: { condition?: string; conditionValues?: Item; remove?: readonly string[] } = {},
): Promise<Item | undefined> => {
  const names = Object.keys(values);
  const removed = options.remove ?? [];
  const set = names.map((_, place) => `#s${place} = :s${place}`).join(', ');
  const remove = removed.map((_, place) => `#r${place}`).join(', ');
  const conditionValues = options.conditionValues ?? {};
  return unlessOutdated(async () => {
    const { Attributes } = await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: attributes(key),
        UpdateExpression: [set && `SET ${set}`, remove && `REMOVE ${remove}`].filter(Boolean).join(' '),
        ConditionExpression: ['attribute_exists(pk)', options.condition].filter(Boolean).join(' AND '),
        ExpressionAttributeNames: Object.fromEntries([
          ...names.map((name, place) => [`#s${place}`, name]),
          ...removed.map((name, place) => [`#r${place}`, name]),
        ]),
        ...((names.length > 0 || Object.keys(conditionValues).length > 0) && {
          ExpressionAttributeValues: {
            ...Object.fromEntries(names.map((name, place) => [`:s${place}`, values[name]!])), // its own keys
            ...conditionValues,
          },
        }),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes;
  });
};

/** `undefined` where the condition of a write does not hold. */
export const unlessOutdated = async <T>(write: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
