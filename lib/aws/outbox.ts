import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Announcement, AnnouncementKind, Outbox } from '../ports/outbox.ts';
import { OUTBOX_SHARDS, outboxKey, outboxPartition, outboxShard } from './keys.ts';
import { attributes, type Item, readNumber, readText, type Table, text } from './table.ts';

export const dynamoOutbox = (table: Table): Outbox => {
  const query = async (partition: string, limit: number, prefix?: string): Promise<Announcement[]> => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: `pk = :pk${prefix ? ' AND begins_with(sk, :prefix)' : ''}`,
        ExpressionAttributeValues: { ':pk': text(partition), ...(prefix && { ':prefix': text(prefix) }) },
        ConsistentRead: true,
        Limit: limit,
      }),
    );
    return Items.map(toAnnouncement);
  };

  return {
    due: async (before, limit) => {
      const shards = await Promise.all(
        Array.from({ length: OUTBOX_SHARDS }, (_, shard) => query(outboxPartition(shard), limit)),
      );
      return shards
        .flat()
        .filter(announcement => announcement.since < before)
        .sort((a, b) => a.since - b.since)
        .slice(0, limit);
    },

    of: async issueIds => {
      const found = await Promise.all(issueIds.map(id => query(outboxPartition(outboxShard(id)), 10, `${id}#`)));
      return found.flat();
    },

    delete: async ({ issueId, kind, eventId }) => {
      await table.client.send(
        new DeleteItemCommand({ TableName: table.name, Key: attributes(outboxKey(issueId, kind, eventId)) }),
      );
    },
  };
};

const toAnnouncement = (item: Item): Announcement => ({
  // Written by the tally store from this very union.
  kind: readText(item, 'kind') as AnnouncementKind,
  issueId: readText(item, 'issueId'),
  eventId: readText(item, 'eventId'),
  since: readNumber(item, 'since'),
});
