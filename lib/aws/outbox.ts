import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { Announcement, IssueAnnouncement, Outbox, OutboxEntry, ReleaseAnnouncement } from '../ports/outbox.ts';
import { OUTBOX_SHARDS, outboxKey, outboxPartition } from './keys/outbox.ts';
import { attributes, type Item, number, readNumber, readText, type Table, text } from './table.ts';

/** Entries in a few partitions, oldest first in each. */
export const dynamoOutbox = (table: Table): Outbox => ({
  add: async entry => {
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: toOutboxItem(entry) }));
  },

  due: async (before, limit) => {
    const shards = await Promise.all(
      Array.from({ length: OUTBOX_SHARDS }, (_, shard) => oldest(table, outboxPartition(shard), limit)),
    );
    return shards
      .flat()
      .filter(entry => entry.since < before)
      .sort((a, b) => a.since - b.since)
      .slice(0, limit);
  },

  settle: async (entry, left) => {
    const key = attributes(outboxKey(entry.since, entry.id));
    if (left.length === 0) {
      await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: key }));
      return;
    }
    try {
      await table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: toOutboxItem({ ...entry, announcements: [...left] }),
          // Somebody else has settled all of it meanwhile.
          ConditionExpression: 'attribute_exists(pk)',
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});

export const toOutboxItem = (entry: OutboxEntry): Item => ({
  ...attributes(outboxKey(entry.since, entry.id)),
  id: text(entry.id),
  since: number(entry.since),
  announcements: text(JSON.stringify(entry.announcements.map(toRow))),
});

const oldest = async (table: Table, partition: string, limit: number): Promise<OutboxEntry[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition) },
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return Items.map(item => ({
    id: readText(item, 'id'),
    since: readNumber(item, 'since'),
    // Written by `toOutboxItem` only.
    announcements: (JSON.parse(readText(item, 'announcements')) as Row[]).map(fromRow),
  }));
};

/** A transaction of forty births announces as many: names of fields would be half of the row. */
type Row =
  | [kind: IssueAnnouncement['kind'], issueId: string, eventId: string]
  | [kind: ReleaseAnnouncement['kind'], issueId: string, eventId: string, more: ReleaseMore];
type ReleaseMore = Omit<ReleaseAnnouncement, 'kind' | 'issueId' | 'eventId'>;

const toRow = (announcement: Announcement): Row => {
  const { kind, issueId, eventId } = announcement;
  if (kind !== 'unmapped_release') return [kind, issueId, eventId];
  const { kind: _, issueId: _issue, eventId: _event, ...more } = announcement;
  return [kind, issueId, eventId, more];
};
const fromRow = (row: Row): Announcement =>
  row[0] === 'unmapped_release'
    ? { kind: row[0], issueId: row[1], eventId: row[2], ...row[3] }
    : { kind: row[0], issueId: row[1], eventId: row[2] };
