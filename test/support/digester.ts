import { zstdCompressSync } from 'node:zlib';
import { dynamoArchiveWindows } from '../../lib/aws/archive-windows.ts';
import { dynamoArtifactStore } from '../../lib/aws/artifact-store.ts';
import { dynamoAttachmentStore } from '../../lib/aws/attachment-store.ts';
import { dynamoDeadLetterStore } from '../../lib/aws/dead-letter-store.ts';
import { dynamoDueStore } from '../../lib/aws/due-store.ts';
import { dynamoEventStore } from '../../lib/aws/event-store.ts';
import { dynamoFateLog } from '../../lib/aws/fate-log.ts';
import { faultOf } from '../../lib/aws/fault-of.ts';
import { dynamoFeedbackStore } from '../../lib/aws/feedback-store.ts';
import { dynamoGroupingStore } from '../../lib/aws/grouping-store.ts';
import { dynamoIssueStats } from '../../lib/aws/issue-stats.ts';
import { dynamoIssueStore } from '../../lib/aws/issue-store.ts';
import { dynamoOutbox } from '../../lib/aws/outbox.ts';
import { dynamoOwnershipStore } from '../../lib/aws/ownership-store.ts';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import { dynamoQuotaStore } from '../../lib/aws/quota-store.ts';
import { dynamoReleaseStore } from '../../lib/aws/release-store.ts';
import { dynamoScrapingStore } from '../../lib/aws/scraping-store.ts';
import type { Table } from '../../lib/aws/table.ts';
import { dynamoTallyStore } from '../../lib/aws/tally-store.ts';
import { dynamoThresholdStore } from '../../lib/aws/threshold-store.ts';
import type { Bill } from '../../lib/digest/bill.ts';
import { cachedThresholds } from '../../lib/digest/cached-thresholds.ts';
import type { DigestDeps } from '../../lib/digest/digest-batch.ts';
import { groupingReader } from '../../lib/digest/read-grouping.ts';
import { ownershipReader } from '../../lib/digest/read-ownership.ts';
import { releaseMemory } from '../../lib/digest/release-memory.ts';
import { releaseWarner } from '../../lib/digest/release-warner.ts';
import { rememberedDues } from '../../lib/digest/remembered-dues.ts';
import { symbolicationMemory } from '../../lib/digest/symbolicate/memory.ts';
import type { Log } from '../../lib/log.ts';
import { announcer } from '../../lib/notify/announce.ts';
import { notingAnnouncer } from '../../lib/notify/note-announced.ts';
import type { BlobStore } from '../../lib/ports/blob-store.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import type { Ids } from '../../lib/ports/ids.ts';
import type { Notification, Notifier, ReleaseNotification } from '../../lib/ports/notifier.ts';
import type { ReleaseFollower } from '../../lib/ports/release-follower.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import { INLINE_MARK, type QueueMessage } from '../../lib/protocol/queue-message.ts';
import { NO_BILL } from './no-bill.ts';

export const memoryBlobs = (): BlobStore & { objects: Map<string, Uint8Array> } => {
  const objects = new Map<string, Uint8Array>();
  return {
    objects,
    put: async (key, bytes) => void objects.set(key, bytes),
    get: async (key, range) => {
      const bytes = objects.get(key);
      if (!range || !bytes) return bytes;
      return range.offset < bytes.length ? bytes.subarray(range.offset, range.offset + range.length) : undefined;
    },
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

/** The digest's ports on a table; notifications end in `told`, those of releases in `toldReleases`. */
export const digester = (
  table: Table,
  options: {
    clock: Clock;
    ids: Ids;
    blobs?: BlobStore;
    told?: Notification[];
    toldReleases?: ReleaseNotification[];
    publish?: () => void;
    bill?: Bill;
    log?: Log;
    releaseFollower?: ReleaseFollower;
  },
) => {
  const blobs = options.blobs ?? memoryBlobs();
  const told = options.told ?? [];
  const toldReleases = options.toldReleases ?? [];
  const outbox = dynamoOutbox(table);
  const attachments = dynamoAttachmentStore(table, blobs, options.clock);
  const feedback = dynamoFeedbackStore(table, options.clock);
  const notifier: Notifier = {
    publish: async notification => {
      options.publish?.();
      if (notification.kind === 'unmapped_release') toldReleases.push(notification);
      else if (notification.kind !== 'budget') told.push(notification);
    },
  };
  const stats = dynamoIssueStats(table, options.clock);
  const fates = dynamoFateLog(table, blobs, { clock: options.clock, retentionDays: 90 });
  const log = options.log ?? (() => {});
  const tally = dynamoTallyStore(table, options);
  const artifacts = dynamoArtifactStore({ table, blobs, clock: options.clock });
  const releases = dynamoReleaseStore(table, options.clock);
  const deps: DigestDeps = {
    clock: options.clock,
    ids: options.ids,
    tally,
    blobs,
    events: dynamoEventStore(table, blobs, options.clock),
    attachments,
    feedback,
    outbox,
    stats,
    windows: dynamoArchiveWindows(table),
    dues: rememberedDues(dynamoDueStore(table)),
    thresholds: cachedThresholds(dynamoThresholdStore(table), options.clock),
    ownership: ownershipReader(dynamoOwnershipStore(table)),
    grouping: groupingReader(dynamoGroupingStore(table)),
    fates,
    announcer: notingAnnouncer({
      announcer: announcer({ notifier, publicUrl: 'https://allim.example' }),
      fates,
      clock: options.clock,
      log,
    }),
    artifacts,
    scraping: dynamoScrapingStore(table),
    fetcher: { fetch: async () => ({ kind: 'failed', reason: 'not_found', details: 'no web here' }) },
    symbolicationMemory: symbolicationMemory(options.clock),
    quotas: dynamoQuotaStore(table),
    bill: options.bill ?? NO_BILL,
    deadLetters: dynamoDeadLetterStore(table, options),
    faultOf,
    projects: dynamoProjectStore(table),
    releases,
    releaseWarner: releaseWarner({ artifacts, releases, tally }),
    releaseFollower: options.releaseFollower ?? { follow: async () => {} },
    releaseMemory: releaseMemory(),
    log,
    retentionDays: 90,
  };
  const { events } = deps;
  return {
    deps,
    told,
    toldReleases,
    projects: dynamoProjectStore(table),
    issues: dynamoIssueStore(table, options.clock),
    events,
    fates,
    stats,
    attachments,
    feedback,
    outbox,
  };
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
