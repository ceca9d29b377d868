import type { StoredEvent } from '../ports/event-store.ts';
import { eventKey, eventTimeSortKey, issueEventsKey } from './keys/event.ts';
import { attributes, type Item, number, readNumber, readText, text } from './table.ts';

/** A row but for its payload, which lies in the row or beside it (store-payloads.ts). */
export const toEventItem = (stored: StoredEvent): Item => ({
  ...attributes(eventKey(stored.projectId, stored.eventId)),
  gsi2pk: text(issueEventsKey(stored.issueId)),
  gsi2sk: text(eventTimeSortKey(stored.timestamp, stored.eventId)),
  projectId: text(stored.projectId),
  issueId: text(stored.issueId),
  eventId: text(stored.eventId),
  timestamp: number(stored.timestamp),
  received: number(stored.received),
  ...(stored.scrubbed !== undefined && { scrubbed: number(stored.scrubbed) }),
  ...(stored.queued !== undefined && { queued: number(stored.queued) }),
  ...(stored.digested !== undefined && { digested: number(stored.digested) }),
  expires: number(Math.ceil(stored.expires / 1_000)),
});

/** @param event its payload, as it was read */
export const fromEventItem = (item: Item, event: StoredEvent['event']): StoredEvent => ({
  projectId: readText(item, 'projectId'),
  issueId: readText(item, 'issueId'),
  eventId: readText(item, 'eventId'),
  timestamp: readNumber(item, 'timestamp'),
  received: readNumber(item, 'received'),
  ...(item.scrubbed && { scrubbed: readNumber(item, 'scrubbed') }),
  ...(item.queued && { queued: readNumber(item, 'queued') }),
  ...(item.digested && { digested: readNumber(item, 'digested') }),
  expires: readNumber(item, 'expires') * 1_000,
  event,
});
