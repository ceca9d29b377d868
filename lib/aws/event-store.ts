import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore, StoredEvent } from '../ports/event-store.ts';
import type { SentryEvent } from '../protocol/event.ts';
import { decodeCursor, encodeCursor } from './index-cursor.ts';
import { eventKey, eventTimeSortKey, INDEX_BY_TIME, issueEventsKey } from './keys.ts';
import {
  attributes,
  batchGet,
  batchWrite,
  type Item,
  number,
  readNumber,
  readText,
  type Table,
  text,
} from './table.ts';

/** Compressed bytes that go into the item itself; a table item holds 400 KB in all. */
const MAX_INLINE_BYTES = 350_000;
/** An event decompresses to no more than this; the edge lets no larger one in, normalization adds a little. */
const MAX_EVENT_BYTES = 16 * 1024 * 1024;
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Events in the table, compressed; those that do not fit as objects beside it. */
export const dynamoEventStore = (table: Table, blobs: BlobStore, clock: Clock): EventStore => {
  const toItem = async (stored: StoredEvent): Promise<Item> => {
    const data = zstdCompressSync(JSON.stringify(stored.event), LEVEL);
    const item: Item = {
      ...attributes(eventKey(stored.projectId, stored.eventId)),
      gsi2pk: text(issueEventsKey(stored.issueId)),
      gsi2sk: text(eventTimeSortKey(stored.timestamp, stored.eventId)),
      projectId: text(stored.projectId),
      issueId: text(stored.issueId),
      eventId: text(stored.eventId),
      timestamp: number(stored.timestamp),
      received: number(stored.received),
      expires: number(Math.ceil(stored.expires / 1_000)),
    };
    if (data.length <= MAX_INLINE_BYTES) return { ...item, data: { B: data } };
    const key = `payloads/${stored.projectId}/${new Date(stored.received).toISOString().slice(0, 10)}/${stored.eventId}`;
    await blobs.put(key, data);
    return { ...item, blob: text(key) };
  };

  /** `undefined` for a row whose time is over (TTL deletes late) or whose object is gone. */
  const fromItem = async (item: Item | undefined): Promise<StoredEvent | undefined> => {
    if (!item || readNumber(item, 'expires') * 1_000 <= clock.now()) return undefined;
    const data = item.data?.B ?? (await blobs.get(readText(item, 'blob')));
    if (!data) return undefined;
    const json = zstdDecompressSync(data, { maxOutputLength: MAX_EVENT_BYTES }).toString('utf8');
    return {
      projectId: readText(item, 'projectId'),
      issueId: readText(item, 'issueId'),
      eventId: readText(item, 'eventId'),
      timestamp: readNumber(item, 'timestamp'),
      received: readNumber(item, 'received'),
      expires: readNumber(item, 'expires') * 1_000,
      // The table holds only events that this store wrote.
      event: JSON.parse(json) as SentryEvent,
    };
  };

  const query = (
    issueId: string,
    options: { limit: number; forward: boolean; cursor?: string; range?: { expression: string; value: string } },
  ) =>
    table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: INDEX_BY_TIME,
        KeyConditionExpression: `gsi2pk = :pk${options.range?.expression ?? ''}`,
        ExpressionAttributeValues: {
          ':pk': text(issueEventsKey(issueId)),
          ...(options.range && { ':sk': text(options.range.value) }),
        },
        ScanIndexForward: options.forward,
        Limit: options.limit,
        ExclusiveStartKey: decodeCursor('gsi2', issueEventsKey(issueId), options.cursor),
      }),
    );

  /** Index rows carry keys only: the events themselves are fetched, in the order of the index. */
  const load = async (rows: readonly Item[]): Promise<StoredEvent[]> => {
    const items = await batchGet(
      table,
      rows.map(row => ({ pk: readText(row, 'pk'), sk: readText(row, 'sk') })),
      { consistent: false },
    );
    const byKey = new Map(items.map(item => [readText(item, 'pk'), item]));
    const events = await Promise.all(rows.map(row => fromItem(byKey.get(readText(row, 'pk')))));
    return events.flatMap(event => event ?? []);
  };

  return {
    put: async events => {
      const items = await Promise.all(events.map(toItem));
      await batchWrite(
        table,
        items.map(item => ({ PutRequest: { Item: item } })),
      );
    },

    putMissing: async events => {
      for (const event of events) {
        try {
          await table.client.send(
            new PutItemCommand({
              TableName: table.name,
              Item: await toItem(event),
              ConditionExpression: 'attribute_not_exists(pk)',
            }),
          );
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }
      }
    },

    get: async (projectId, eventId) => {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: attributes(eventKey(projectId, eventId)) }),
      );
      return fromItem(Item);
    },

    issuesOf: async (projectId, eventIds) => {
      const keys = [...new Set(eventIds)].map(eventId => eventKey(projectId, eventId));
      const rows = await batchGet(table, keys, { consistent: true, only: ['eventId', 'issueId'] });
      return new Map(rows.map(row => [readText(row, 'eventId'), readText(row, 'issueId')]));
    },

    listByIssue: async (issueId, { limit, cursor }) => {
      const page = await query(issueId, { limit, forward: false, ...(cursor && { cursor }) });
      const next = encodeCursor('gsi2', page.LastEvaluatedKey);
      return { events: await load(page.Items ?? []), ...(next && { next }) };
    },

    neighbour: async (issueId, { timestamp, eventId }, direction) => {
      const forward = direction === 'next';
      const page = await query(issueId, {
        limit: 1,
        forward,
        range: { expression: ` AND gsi2sk ${forward ? '>' : '<'} :sk`, value: eventTimeSortKey(timestamp, eventId) },
      });
      const row = page.Items?.[0];
      return row && readText(row, 'pk').split('#')[2];
    },

    edge: async (issueId, which) => {
      const page = await query(issueId, { limit: 1, forward: which === 'oldest' });
      return (await load(page.Items ?? []))[0];
    },
  };
};
