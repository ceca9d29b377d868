import { DeleteItemCommand, PutItemCommand, QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Due, DueStore } from '../ports/due-store.ts';
import { DUE_SHARDS, dueKey, duePartition, dueUntil } from './keys/due.ts';
import { attributes, type Item, number, readNumber, readText, type Table, text } from './table.ts';

/** As part of the transaction that makes it due. */
export const putDue = (table: Table, due: Due): TransactWriteItem => ({
  Put: { TableName: table.name, Item: toItem(due) },
});

export const dynamoDueStore = (table: Table): DueStore => {
  const query = async (shard: number, now: number, limit: number): Promise<Due[]> => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk < :until',
        ExpressionAttributeValues: { ':pk': text(duePartition(shard)), ':until': text(dueUntil(now)) },
        Limit: limit,
      }),
    );
    return Items.map(fromItem);
  };

  return {
    add: async due => {
      await table.client.send(new PutItemCommand({ TableName: table.name, Item: toItem(due) }));
    },
    due: async (now, limit) => {
      const shards = await Promise.all(Array.from({ length: DUE_SHARDS }, (_, shard) => query(shard, now, limit)));
      return shards
        .flat()
        .sort((a, b) => a.at - b.at)
        .slice(0, limit);
    },
    delete: async due => {
      await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: attributes(dueKey(due)) }));
    },
  };
};

const toItem = (due: Due): Item => ({
  ...attributes(dueKey(due)),
  kind: text(due.kind),
  id: text(due.id),
  at: number(due.at),
  // Whose row it is, for who deletes all of an issue or project.
  [OF_PROJECTS.has(due.kind) ? 'projectId' : 'issueId']: text(due.id),
});

const OF_PROJECTS: ReadonlySet<Due['kind']> = new Set(['threshold', 'regrouping']);

const fromItem = (item: Item): Due => ({
  // Written above from this very union.
  kind: readText(item, 'kind') as Due['kind'],
  id: readText(item, 'id'),
  at: readNumber(item, 'at'),
});
