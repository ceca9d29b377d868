import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { ThresholdStore } from '../ports/threshold-store.ts';
import { thresholdKey } from './keys/project.ts';
import { attributes, getItem, number, readNumber, type Table } from './table.ts';

export const dynamoThresholdStore = (table: Table): ThresholdStore => ({
  get: async projectId => {
    const item = await getItem(table, thresholdKey(projectId), { consistent: false });
    return item && { value: readNumber(item, 'value'), at: readNumber(item, 'at') };
  },
  set: async (projectId, { value, at }) => {
    const Item = { ...attributes(thresholdKey(projectId)), value: number(value), at: number(at) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  },
});
