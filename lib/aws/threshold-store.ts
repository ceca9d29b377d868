import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { ThresholdStore } from '../ports/threshold-store.ts';
import { thresholdKey } from './keys.ts';
import { attributes, number, readNumber, type Table } from './table.ts';

export const dynamoThresholdStore = (table: Table): ThresholdStore => ({
  get: async projectId => {
    const { Item } = await table.client.send(
      new GetItemCommand({ TableName: table.name, Key: attributes(thresholdKey(projectId)) }),
    );
    return Item && { value: readNumber(Item, 'value'), at: readNumber(Item, 'at') };
  },
  set: async (projectId, { value, at }) => {
    const Item = { ...attributes(thresholdKey(projectId)), value: number(value), at: number(at) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  },
});
