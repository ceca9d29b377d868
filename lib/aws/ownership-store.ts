import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Ownership, OwnershipStore } from '../ports/ownership-store.ts';
import { ownershipKey } from './keys/project.ts';
import { attributes, getItem, readText, type Table, text } from './table.ts';

export const dynamoOwnershipStore = (table: Table): OwnershipStore => ({
  get: async projectId => {
    const item = await getItem(table, ownershipKey(projectId), { consistent: true });
    // Written below.
    return item && (JSON.parse(readText(item, 'ownership')) as Ownership);
  },
  set: async (projectId, ownership) => {
    const Item = { ...attributes(ownershipKey(projectId)), ownership: text(JSON.stringify(ownership)) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  },
});
