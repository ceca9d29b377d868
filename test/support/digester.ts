import { zstdCompressSync } from 'node:zlib';
import { dynamoAttachmentStore } from '../../lib/aws/attachment-store.ts';
import { dynamoEventStore } from '../../lib/aws/event-store.ts';
import { dynamoFeedbackStore } from '../../lib/aws/feedback-store.ts';
import { dynamoIssueStore } from '../../lib/aws/issue-store.ts';
import { dynamoOutbox } from '../../lib/aws/outbox.ts';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import { dynamoQuotaStore } from '../../lib/aws/quota-store.ts';
import type { Table } from '../../lib/aws/table.ts';
import { dynamoTallyStore } from '../../lib/aws/tally-store.ts';
import type { DigestDeps } from '../../lib/digest/digest-batch.ts';
import type { Log } from '../../lib/log.ts';
import { announcer } from '../../lib/notify/announce.ts';
import type { BlobStore } from '../../lib/ports/blob-store.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import type { Ids } from '../../lib/ports/ids.ts';
import type { Notification } from '../../lib/ports/notifier.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import { INLINE_MARK, type QueueMessage } from '../../lib/protocol/queue-message.ts';

export const memoryBlobs = (): BlobStore & { objects: Map<string, Uint8Array> } => {
  const objects = new Map<string, Uint8Array>();
  return {
    objects,
    put: async (key, bytes) => void objects.set(key, bytes),
    get: async key => objects.get(key),
    delete: async key => void objects.delete(key),
  };
};

/** Small, repeatable random numbers. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
};

export const seededIds = (seed: number): Ids => {
  const random = seeded(seed);
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  let counter = 0;
  return {
    hex32: () => hex(32),
    secret: bytes => hex(2 * bytes),
    issueId: now => String(BigInt(now) * 1_000_000n + BigInt(seed % 1_000) * 1_000n + BigInt(++counter)),
    random,
  };
};

/** The digest's ports on a table; notifications end in `told`. */
export const digester = (
  table: Table,
  options: { clock: Clock; ids: Ids; blobs?: BlobStore; told?: Notification[]; publish?: () => void; log?: Log },
) => {
  const blobs = options.blobs ?? memoryBlobs();
  const told = options.told ?? [];
  const outbox = dynamoOutbox(table);
  const attachments = dynamoAttachmentStore(table, blobs, options.clock);
  const feedback = dynamoFeedbackStore(table, options.clock);
  const notifier = {
    publish: async (notification: Notification) => {
      options.publish?.();
      told.push(notification);
    },
  };
  const deps: DigestDeps = {
    clock: options.clock,
    ids: options.ids,
    tally: dynamoTallyStore(table, options),
    blobs,
    events: dynamoEventStore(table, blobs, options.clock),
    attachments,
    feedback,
    outbox,
    announcer: announcer({ notifier, outbox, publicUrl: 'https://allim.example' }),
    quotas: dynamoQuotaStore(table),
    projects: dynamoProjectStore(table),
    log: options.log ?? (() => {}),
    retentionDays: 90,
  };
  return { deps, told, issues: dynamoIssueStore(table), events: deps.events, attachments, feedback, outbox };
};

export const NOW = Date.parse('2026-11-22T12:00:00Z');

/** A message with one event whose function name decides its issue. */
export const message = (over: {
  id: string;
  eventId: string;
  site?: string;
  at?: number;
  received?: number;
  project?: string;
  event?: Partial<SentryEvent>;
}): QueueMessage => {
  const at = over.at ?? NOW;
  const project = over.project ?? '1';
  return {
    version: 1,
    id: over.id,
    organization: 'my-team',
    projectId: project,
    projectSlug: project === '1' ? 'web' : `p${project}`,
    received: over.received ?? at,
    outcomes: [],
    items: [
      {
        type: 'event',
        eventId: over.eventId,
        second: Math.floor(at / 1_000),
        event: event(over.eventId, over.site ?? 'pay', at, over.event),
      },
    ],
  };
};

const event = (eventId: string, site: string, at: number, over: Partial<SentryEvent> = {}): SentryEvent => ({
  event_id: eventId,
  type: 'error',
  timestamp: at / 1_000,
  received: at / 1_000,
  level: 'error',
  platform: 'javascript',
  exception: {
    values: [
      {
        type: 'TypeError',
        value: `${site} is not a function`,
        stacktrace: {
          frames: [
            {
              function: site,
              filename: 'app.js',
              abs_path: 'https://shop.example/app.js',
              lineno: 1,
              colno: 2,
              in_app: true,
            },
          ],
        },
      },
    ],
  },
  ...over,
});

/** A message with a file and what a user wrote, both about an event that other messages bring. */
export const companyMessage = (over: { id: string; eventId: string; at?: number; size?: number }): QueueMessage => ({
  ...message(over),
  items: [
    {
      type: 'attachment',
      id: over.id,
      eventId: over.eventId,
      name: 'app.log',
      contentType: 'text/plain',
      attachmentType: 'event.attachment',
      size: over.size ?? 3,
      sha1: '0'.repeat(40),
      blob: `attachments/1/2026-11-22/${over.id}`,
    },
    {
      type: 'feedback',
      id: over.id,
      eventId: over.eventId,
      timestamp: over.at ?? NOW,
      name: 'Jane',
      email: '',
      message: 'it broke',
    },
  ],
});

export const toBody = (queued: QueueMessage): string =>
  INLINE_MARK + zstdCompressSync(JSON.stringify(queued)).toString('base64');
export const toRecord = (queued: QueueMessage, delivery = 0) => ({
  id: `${queued.id}-${delivery}`,
  body: toBody(queued),
});
