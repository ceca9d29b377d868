import type { Announcer } from '../ports/announcer.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { DeadLetterStore } from '../ports/dead-letter-store.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { FateLog } from '../ports/fate-log.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import { addReleaseUsers } from './add-release-users.ts';
import { announceRecorded } from './announce-recorded.ts';
import type { Bill } from './bill.ts';
import { type CountDeps, countEvents } from './count.ts';
import { countOutcomes } from './count-outcomes.ts';
import type { Counted, CountedIn } from './counted.ts';
import { dequeue } from './dequeue.ts';
import { type EnforceDeps, enforceQuotas } from './enforce-quotas.ts';
import { exhumeRedriven } from './exhume-redriven.ts';
import { isolate } from './isolate.ts';
import { type KeptFor, keptFor } from './kept-for.ts';
import { logFates } from './log-fates.ts';
import { type PrepareDeps, prepareEvents } from './prepare-events.ts';
import type { QueueRecord } from './queue-record.ts';
import { type ReleaseWarner, SILENT_WARNER } from './release-warner.ts';
import { type SeeReleasesDeps, seeReleases } from './see-releases.ts';
import { Contended, type FailedRecord, type SettleDeps, settleFailures } from './settle-failures.ts';
import { type CompanyDeps, storeCompany } from './store-company.ts';

const DAY_MS = 86_400_000;

export interface DigestDeps extends CountDeps, CompanyDeps, EnforceDeps, SeeReleasesDeps, SettleDeps, PrepareDeps {
  blobs: BlobStore;
  projects: EnforceDeps['projects'] & SettleDeps['projects'];
  deadLetters: Pick<DeadLetterStore, 'bury' | 'exhume'>;
  releases: SeeReleasesDeps['releases'] & CountDeps['releases'];
  events: EventStore;
  fates: Pick<FateLog, 'append'>;
  outbox: Outbox;
  announcer: Announcer;
  bill: Bill;
  retentionDays: number;
}

export interface DigestOptions {
  /** Milliseconds that are left to this digest. */
  timeLeft?: () => number;
}

/** With less than this left, what failed is not tried again in smaller parts: it comes again. */
const TRY_AGAIN_UNTIL_MS = 15_000;

export interface Digested {
  /** Records that have to come again. */
  failed: Set<string>;
  messages: number;
  /** Events counted by this batch. */
  counted: number;
  announced: number;
  /** Records that were given up and kept as dead letters. */
  buried: number;
}

/** The digest's recipe. Safe twice: a batch that was interrupted anywhere is simply given again. */
export const digestBatch = async (
  deps: DigestDeps,
  records: readonly QueueRecord[],
  options: DigestOptions = {},
): Promise<Digested> => {
  const batch: Digested = { failed: new Set(), messages: records.length, counted: 0, announced: 0, buried: 0 };
  const startedAt = deps.clock.now();
  const { received, unreadable } = await dequeueAll(deps, records);
  const projects = Map.groupBy(received, ({ message }) => message.projectId);
  const failures = await Promise.all([...projects.values()].map(group => digestGroup(deps, group, batch, options)));
  const failed = [...unreadable, ...failures.flat()];
  batch.failed = await settleFailures(deps, failed);
  batch.buried = failed.length - batch.failed.size;
  const billed = received.map(({ record, message }) => ({ body: record.body, message }));
  await deps.bill.settle(billed, startedAt);
  return batch;
};

interface ReceivedMessage {
  record: QueueRecord;
  message: QueueMessage;
}

/** One record that cannot be read fails alone. */
const dequeueAll = async (
  deps: Pick<DigestDeps, 'blobs'>,
  records: readonly QueueRecord[],
): Promise<{ received: ReceivedMessage[]; unreadable: FailedRecord[] }> => {
  const unreadable: FailedRecord[] = [];
  const all = await Promise.all(
    records.map(async record => {
      try {
        return [{ record, message: await dequeue(deps.blobs, record.body) }];
      } catch (error) {
        unreadable.push({ record, error, alone: true });
        return [];
      }
    }),
  );
  return { received: all.flat(), unreadable };
};

/** The messages of one project. Whatever fails here leaves the other projects of the batch alone, and what can be done of it is. */
const digestGroup = async (
  deps: DigestDeps,
  group: readonly ReceivedMessage[],
  batch: Digested,
  { timeLeft = () => Number.POSITIVE_INFINITY }: DigestOptions,
): Promise<FailedRecord[]> => {
  const contended: ReceivedMessage[] = [];
  const failed = await isolate(
    group,
    async part => void contended.push(...(await digestProject(deps, part, batch, { timeLeft }))),
    {
      isOutage: error => deps.faultOf(error) === 'outage',
      canGoOn: () => timeLeft() > TRY_AGAIN_UNTIL_MS,
    },
  );
  return [
    ...failed.map(({ item, ...failure }) => ({ ...item, ...failure })),
    ...contended.map(item => ({ ...item, error: new Contended(), alone: true })),
  ];
};

/** Returns those messages that could not be counted because others were counting. */
const digestProject = async (
  deps: DigestDeps,
  group: readonly ReceivedMessage[],
  batch: Digested,
  options: DigestOptions,
): Promise<ReceivedMessage[]> => {
  const { projectId, projectSlug, organization } = group[0]!.message; // groups are never empty
  const messages = group.map(({ message }) => message);
  await exhumeRedriven(deps, messages);
  const deliveries = group.map(({ message, record: { id, queued } }) => ({
    message,
    recordId: id,
    ...(queued !== undefined && { queued }),
  }));
  const events = await prepareEvents(deps, projectId, deliveries, options);
  await seeReleases(deps, projectId, events);
  const kept = keptFor(messages, deps.retentionDays);
  const counted = await countEvents(
    { ...deps, retentionDays: kept.days, releaseWarner: warnerFor(deps, messages) },
    { projectId, projectSlug, organization },
    events,
  );
  await addReleaseUsers(deps.tally, projectId, counted);
  await storePayloads(deps, counted, kept);
  const delivered = group.map(({ message, record }) => ({ message, queued: record.queued }));
  await logFates(deps, projectId, { delivered, counted, kept });
  await storeCompany(deps, projectId, messages, counted);
  const uncounted = await countOutcomes(deps, projectId, messages);
  batch.announced += await announceRecorded(deps, counted);
  await enforceQuotas(deps, { projectId, projectSlug, organization }, messages);
  await deps.bill.learn(projectId, counted.fresh);
  batch.counted += counted.fresh.length;
  const left = new Set([...counted.failed.map(event => event.messageId), ...uncounted.map(message => message.id)]);
  return group.filter(({ message }) => left.has(message.id));
};

/** As the messages say, so that nothing is read for it. When the setting changes just then, nobody is told. */
const warnerFor = ({ releaseWarner }: DigestDeps, messages: readonly QueueMessage[]): ReleaseWarner =>
  messages.some(({ untoldReleases }) => untoldReleases) ? SILENT_WARNER : releaseWarner;

/** What was counted just now is written; what an earlier delivery counted may lack its payload still. */
const storePayloads = async (deps: DigestDeps, counted: Counted, kept: KeptFor): Promise<void> => {
  const digested = deps.clock.now();
  const toStored = ({ event, issue }: CountedIn) => ({
    projectId: issue.projectId,
    issueId: issue.id,
    eventId: event.eventId,
    timestamp: event.timestamp,
    received: event.received,
    ...(event.scrubbed !== undefined && { scrubbed: event.scrubbed }),
    ...(event.queued !== undefined && { queued: event.queued }),
    digested,
    expires: event.received + kept.days * DAY_MS,
    objectClass: kept.objectClass,
    event: event.event,
  });
  await deps.events.put(counted.fresh.filter(({ kept }) => kept).map(toStored));
  await deps.events.putMissing(counted.again.filter(({ kept }) => kept).map(toStored));
};
