import type { DataCategory } from './data-category.ts';
import type { SentryEvent } from './event.ts';
import type { Outcome } from './outcome.ts';
import type { Quota } from './quota.ts';
import type { RetentionSettings } from './retention.ts';

/** What the edge hands to the digest: the kept items of one request, scrubbed, and the fates of the others. */
export interface QueueMessage {
  version: 1;
  /** 32 hex digits, made at the edge: the same in every delivery of this message. */
  id: string;
  organization: string;
  projectId: string;
  projectSlug: string;
  /** Messages that were queued before there were quotas have none. */
  publicKey?: string;
  /** Milliseconds since 1970: when the edge had the request. */
  received: number;
  items: QueuedItem[];
  /** Fates decided at the edge. */
  outcomes: Outcome[];
  /** Milliseconds since 1970: when the edge was done with all of it. */
  scrubbed?: number;
  /** Events that fell at the edge, by the ids that their SDK knows: so that they can be asked for. */
  dropped?: DroppedEvent[];
  /** Those that the items take something of: the digest counts it. */
  quotas?: Quota[];
  /** How long the project keeps what comes of it; absent: as long as the deployment. */
  retention?: RetentionSettings;
  /** Nobody is to be told of releases that come without source maps: the project's setting, so that the digest reads none. */
  untoldReleases?: true;
  /** The dead letter that it was, and how often that was sent again. Said by the queue's body, not by the edge. */
  redriven?: { letter: string; times: number };
}

export interface DroppedEvent {
  /** 32 hex digits. */
  eventId: string;
  outcome: 'filtered' | 'invalid' | 'rate_limited';
  reason: string;
}

export type QueuedItem = QueuedEvent | QueuedAttachment | QueuedFeedback;

export interface QueuedEvent {
  type: 'event';
  /** 32 hex digits. */
  eventId: string;
  /**
   * The event's second, from the raw timestamp that the SDK wrote (of the receipt where it wrote none): the same when
   * an SDK sends the event again, whatever clock correction made of it. Below 0: of a clock that is far off
   * (lib/items/event/event-second.ts).
   */
  second: number;
  /** What it is counted in; absent: `error`. */
  category?: DataCategory;
  event: SentryEvent;
}

/** A file that belongs to an event, which may come before or after it. Its bytes lie in the blob store already. */
export interface QueuedAttachment {
  type: 'attachment';
  /** 32 hex digits, made at the edge. */
  id: string;
  eventId: string;
  /** File name as the SDK gave it, scrubbed. */
  name: string;
  contentType: string;
  /** `event.attachment`, `event.minidump`, `event.view_hierarchy` … */
  attachmentType: string;
  /** Bytes. */
  size: number;
  /** Of its bytes, hex. */
  sha1: string;
  /** Key in the blob store. */
  blob: string;
}

/** What a user wrote about an error, or without one. */
export interface QueuedFeedback {
  type: 'feedback';
  /** 32 hex digits: the feedback's own event id, or one made at the edge. */
  id: string;
  /** The event it is about. */
  eventId?: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  name: string;
  /** An address, or its pseudonym. */
  email: string;
  message: string;
  /** Page that it was written on. */
  url?: string;
  replayId?: string;
  /** `widget`, `crash_report_embed_form`, `user_report_envelope` … */
  source?: string;
  environment?: string;
  release?: string;
}

/** The events among the items. */
export const eventsOf = ({ items }: QueueMessage): QueuedEvent[] => items.filter(item => item.type === 'event');

const CATEGORIES = {
  attachment: 'attachment',
  feedback: 'feedback',
} as const satisfies Record<Exclude<QueuedItem['type'], 'event'>, DataCategory>;

/** What an item is counted in. */
export const categoryOf = (item: QueuedItem): DataCategory =>
  item.type === 'event' ? (item.category ?? 'error') : CATEGORIES[item.type];

/** The body of a queue message is its JSON, or one of these two marks and what follows it. */
export const INLINE_MARK = 'z1:';
export const BLOB_MARK = 'b1:';
