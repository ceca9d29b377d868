import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { CodeMapping, CodeMappingStore } from '../ports/code-mapping-store.ts';
import { codeMappingsKey } from './keys/project.ts';
import { attributes, getItem, number, readNumber, readText, type Table, text } from './table.ts';
import { unlessOutdated } from './unless-outdated.ts';

export const dynamoCodeMappingStore = (table: Table): CodeMappingStore => ({
  get: async projectId => {
    const item = await getItem(table, codeMappingsKey(projectId), { consistent: true });
    if (!item) return { mappings: [], version: 0 };
    // Written below.
    return { mappings: JSON.parse(readText(item, 'mappings')) as CodeMapping[], version: readNumber(item, 'version') };
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
