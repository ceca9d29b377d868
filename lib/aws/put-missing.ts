import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Item, Table } from './table.ts';
import { unlessOutdated } from './unless-outdated.ts';

/** Writes a row unless there is one; what is there stays as it is. */
export const putMissing = async (table: Table, item: Item): Promise<void> => {
  const put = { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' };
  await unlessOutdated(() => table.client.send(new PutItemCommand(put)));
};
