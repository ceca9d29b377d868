import type { SentryEvent } from './event.ts';
import type { Outcome } from './outcome.ts';

/** What the edge hands to the digest: the kept items of one request, scrubbed, and the fates of the others. */
export interface QueueMessage {
  version: 1;
  /** 32 hex digits, made at the edge: the same in every delivery of this message. */
  id: string;
  organization: string;
  projectId: string;
  projectSlug: string;
  /** Milliseconds since 1970: when the edge had the request. */
  received: number;
  items: QueuedItem[];
  /** Fates decided at the edge. */
  outcomes: Outcome[];
}

export type QueuedItem = QueuedEvent;

export interface QueuedEvent {
  type: 'event';
  /** 32 hex digits. */
  eventId: string;
  /**
   * The event's second, from the raw timestamp that the SDK wrote (of the receipt where it wrote none): the same when
   * an SDK sends the event again, whatever clock correction made of it.
   */
  second: number;
  event: SentryEvent;
}

/** The body of a queue message is one of these two marks and what follows it. */
export const INLINE_MARK = 'z1:';
export const BLOB_MARK = 'b1:';
