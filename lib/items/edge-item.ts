import type { FilterSettings, ScrubSettings } from '../ports/key-store.ts';
import type { EnvelopeItem } from '../protocol/envelope.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { QueuedItem } from '../protocol/queue-message.ts';

/** What an item's edge half knows of the request it came in. */
export interface EdgeContext {
  /** Types of all items that came with it, its own included. */
  itemTypes: ReadonlySet<string>;
  /** From the envelope header: wins over the payload's own. */
  eventId: string | undefined;
  /** The id of the first event of the request that has none. */
  newEventId: string;
  /** 32 hex digits, new ones each time. */
  newId: () => string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  /** Milliseconds since 1970: the SDK's clock when it sent; `undefined` when it did not say. */
  sentAt: number | undefined;
  clientIp: string | undefined;
  userAgent: string | undefined;
  clientHints: Record<string, string>;
  /** `name/version` from the auth. */
  sdkClient: string | undefined;
  filters: FilterSettings;
  scrub: ScrubSettings;
  /** Decimal text. */
  projectId: string;
  retentionDays: number;
  /** How keys of attachments go on: the class of days that they are kept, `d30`. */
  attachmentClass: string;
}

export interface KeptBlob {
  /** Key in the blob store. */
  key: string;
  bytes: Uint8Array;
}

/** The fate of one item at the edge: kept for the digest, and/or counted. */
export interface EdgeFate {
  kept?: QueuedItem;
  /** Bytes of what is kept, scrubbed: durable in the blob store before the request is acknowledged. */
  blob?: KeptBlob;
  outcomes: Outcome[];
  /** Of an event that fell: the id that its SDK knows it by, where the envelope does not say it. */
  eventId?: string;
}

/** The edge half of an item type: parse → normalize → filter → scrub. Never throws for any payload. */
export type EdgeItem = (item: EnvelopeItem, context: EdgeContext) => EdgeFate;

/** One that is loaded when an item of its type comes (docs/adr/0012-split-bundles.md). */
export interface LaterItem {
  load: () => Promise<EdgeItem>;
}
