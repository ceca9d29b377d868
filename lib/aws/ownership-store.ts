import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Ownership, OwnershipStore } from '../ports/ownership-store.ts';
import { ownershipKey } from './keys.ts';
import { attributes, readText, type Table, text } from './table.ts';

export const dynamoOwnershipStore = (table: Table): OwnershipStore => ({
  get: async projectId => {
    const { Item } = await table.client.send(
      new GetItemCommand({ TableName: table.name, Key: attributes(ownershipKey(projectId)), ConsistentRead: true }),
    );
    // Written below.
    return Item && (JSON.parse(readText(Item, 'ownership')) as Ownership);
  },
  set: async (projectId, ownership) => {
    const Item = { ...attributes(ownershipKey(projectId)), ownership: text(JSON.stringify(ownership)) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  },
});
