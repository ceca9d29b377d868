import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore, StoredEvent } from '../ports/event-store.ts';
import type { ShownIssues } from '../ports/issue-store.ts';
import { fromEventItem, toEventItem } from './event-item.ts';
import { readPayload } from './event-payload.ts';
import { eventKey, eventTimeSortKey, issueEventsKey } from './keys/event.ts';
import { moveEvents } from './move-events.ts';
import { putMissing } from './put-missing.ts';
import { loadRows } from './query-index.ts';
import { type KeyQuery, queryKeys } from './query-keys.ts';
import { storePayloads } from './store-payloads.ts';
import { batchGet, batchWrite, getItem, type Item, readNumber, readText, type Table, text } from './table.ts';

/** Events in the table, compressed; of many at once, and those that do not fit, the payloads as objects beside it. */
export const dynamoEventStore = (table: Table, blobs: BlobStore, clock: Clock): EventStore => {
  /** `undefined` for a row whose time is over (TTL deletes late) or whose object is gone. */
  const fromItem = async (item: Item | undefined): Promise<StoredEvent | undefined> => {
    if (!item || readNumber(item, 'expires') * 1_000 <= clock.now()) return undefined;
    const event = await readPayload(blobs, item);
    if (event === 'gone') return undefined;
    if (event === 'damaged') throw new Error(`the payload of event ${readText(item, 'eventId')} cannot be read`);
    return fromEventItem(item, event);
  };

  const query = (issues: ShownIssues, options: KeyQuery) =>
    queryKeys(table, 'gsi2', [issues].flat().map(issueEventsKey), options);

  const load = async (rows: readonly Item[]): Promise<StoredEvent[]> => {
    const events = await Promise.all((await loadRows(table, rows)).map(fromItem));
    return events.flatMap(event => event ?? []);
  };

  const issuesOf: EventStore['issuesOf'] = async (projectId, eventIds) => {
    const keys = [...new Set(eventIds)].map(eventId => eventKey(projectId, eventId));
    const rows = await batchGet(table, keys, { consistent: true, only: ['eventId', 'issueId'] });
    return new Map(rows.map(row => [readText(row, 'eventId'), readText(row, 'issueId')]));
  };

  const replace: EventStore['replace'] = async event => {
    const [place] = await storePayloads(blobs, [event]);
    try {
      await table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: { ...toEventItem(event), ...place },
          // One that was given to another issue meanwhile is to stay that one's.
          ConditionExpression: 'issueId = :issue',
          ExpressionAttributeValues: { ':issue': text(event.issueId) },
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const owner = (await issuesOf(event.projectId, [event.eventId])).get(event.eventId);
      if (owner !== undefined && owner !== event.issueId) return replace({ ...event, issueId: owner });
      // It was erased meanwhile: nothing of it may stay behind.
      if (place?.blob) await blobs.delete(readText(place, 'blob'));
      return false;
    }
  };

  return {
    put: async events => {
      const places = await storePayloads(blobs, events);
      await batchWrite(
        table,
        events.map((event, index) => ({ PutRequest: { Item: { ...toEventItem(event), ...places[index] } } })),
      );
    },

    putMissing: async events => {
      for (const event of events) {
        const [place] = await storePayloads(blobs, [event]);
        await putMissing(table, { ...toEventItem(event), ...place });
      }
    },

    replace,

    get: async (projectId, eventId) =>
      fromItem(await getItem(table, eventKey(projectId, eventId), { consistent: false })),

    move: (projectId, eventIds, between) => moveEvents(table, projectId, eventIds, between),

    issuesOf,

    listByIssue: async (issues, options) => {
      const { rows, next } = await query(issues, options);
      return { events: await load(rows), ...(next && { next }) };
    },

    neighbour: async (issues, { timestamp, eventId }, direction) => {
      const behind = eventTimeSortKey(timestamp, eventId);
      const [row] = (await query(issues, { limit: 1, forward: direction === 'next', behind })).rows;
      return row && readText(row, 'pk').split('#')[2];
    },

    edge: async (issues, which) => {
      const { rows } = await query(issues, { limit: 1, forward: which === 'oldest' });
      return (await load(rows))[0];
    },
  };
};
