import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Key } from './keys/key.ts';
import { releaseKey } from './keys/release.ts';
import { attributes, getItem, type Item, type Table } from './table.ts';
import { unlessOutdated } from './unless-outdated.ts';

export const getRelease = (table: Table, projectId: string, version: string): Promise<Item | undefined> =>
  getItem(table, releaseKey(projectId, version), { consistent: true });

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
