import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { ResolveAgeStore } from '../ports/resolve-age-store.ts';
import { RESOLVE_AGES, resolveAgeKey } from './keys/project.ts';
import { queryPartition } from './query-partition.ts';
import { attributes, getItem, number, readNumber, readText, type Table, text } from './table.ts';

export const dynamoResolveAgeStore = (table: Table): ResolveAgeStore => ({
  get: async projectId => {
    const item = await getItem(table, resolveAgeKey(projectId), { consistent: true });
    return item ? readNumber(item, 'hours') : 0;
  },

  set: async (projectId, hours) => {
    const key = attributes(resolveAgeKey(projectId));
    await (hours === 0
      ? table.client.send(new DeleteItemCommand({ TableName: table.name, Key: key }))
      : table.client.send(
          new PutItemCommand({
            TableName: table.name,
            Item: { ...key, projectId: text(projectId), hours: number(hours) },
          }),
        ));
  },

  list: async () =>
    (await queryPartition(table, RESOLVE_AGES)).map(row => ({
      projectId: readText(row, 'projectId'),
      hours: readNumber(row, 'hours'),
    })),
});
