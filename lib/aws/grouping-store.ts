import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { GroupingSettings, GroupingStore } from '../ports/grouping-store.ts';
import { groupingKey } from './keys/project.ts';
import { attributes, getItem, readText, type Table, text } from './table.ts';

/** One row below the project: rules have at most 164 kB, a row has room for 400. */
export const dynamoGroupingStore = (table: Table): GroupingStore => ({
  get: async projectId => {
    const item = await getItem(table, groupingKey(projectId), { consistent: true });
    // Written below.
    return item && (JSON.parse(readText(item, 'grouping')) as GroupingSettings);
  },
  set: async (projectId, settings) => {
    const Item = { ...attributes(groupingKey(projectId)), grouping: text(JSON.stringify(settings)) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  },
});
