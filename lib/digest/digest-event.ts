import { eventCulprit } from '../grouping/culprit.ts';
import { groupEvent } from '../grouping/group-event.ts';
import { eventTitle } from '../grouping/title.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { CountedEvent } from '../ports/tally-store.ts';
import type { DataCategory } from '../protocol/data-category.ts';
import type { SentryEvent } from '../protocol/event.ts';
import { categoryOf, type QueuedEvent, type QueueMessage } from '../protocol/queue-message.ts';

/** An event on its way through the digest. */
export interface DigestEvent extends CountedEvent {
  /** The queue record that brought it: what is reported as failed. */
  recordId: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  received: number;
  /** What it is counted in. */
  category: DataCategory;
  event: SentryEvent;
  /** Any of these leads to its issue; the first names a new one. */
  hashes: readonly string[];
  face: IssueFace;
}

/** What an issue shows of its latest event. */
export type IssueFace = Pick<Issue, 'title' | 'culprit' | 'level' | 'metadata' | 'type' | 'platform'>;

export const toDigestEvent = (recordId: string, message: QueueMessage, item: QueuedEvent): DigestEvent => {
  const { event } = item;
  const { title, metadata } = eventTitle(event);
  return {
    eventId: item.eventId,
    second: item.second,
    messageId: message.id,
    recordId,
    timestamp: Math.round(event.timestamp * 1_000),
    received: message.received,
    category: categoryOf(item),
    event,
    hashes: groupEvent(event).hashes,
    face: {
      title,
      metadata,
      culprit: eventCulprit(event),
      level: event.level,
      type: event.type,
      platform: event.platform,
    },
  };
};
