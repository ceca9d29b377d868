import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { CodeMapping, CodeMappingStore } from '../ports/code-mapping-store.ts';
import { codeMappingsKey } from './keys.ts';
import { unlessOutdated } from './release-rows.ts';
import { attributes, number, readNumber, readText, type Table, text } from './table.ts';

export const dynamoCodeMappingStore = (table: Table): CodeMappingStore => ({
  get: async projectId => {
    const Key = attributes(codeMappingsKey(projectId));
    const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }));
    if (!Item) return { mappings: [], version: 0 };
    // Written below.
    return { mappings: JSON.parse(readText(Item, 'mappings')) as CodeMapping[], version: readNumber(Item, 'version') };
  },
  replace: async (projectId, mappings, version) => {
    const put = new PutItemCommand({
      TableName: table.name,
      Item: {
        ...attributes(codeMappingsKey(projectId)),
        mappings: text(JSON.stringify(mappings)),
        version: number(version + 1),
      },
      ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : '#version = :version',
      ...(version > 0 && {
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': number(version) },
      }),
    });
    return (await unlessOutdated(() => table.client.send(put))) !== undefined;
  },
});
