import { describeError, type Log } from '../log.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { Outbox } from '../ports/outbox.ts';
import { eventsOf, type QueueMessage } from '../protocol/queue-message.ts';
import { type CountDeps, type Counted, countEvents } from './count.ts';
import { countOutcomes } from './count-outcomes.ts';
import { dequeue } from './dequeue.ts';
import { type DigestEvent, toDigestEvent } from './digest-event.ts';
import { type EnforceDeps, enforceQuotas } from './enforce-quotas.ts';
import { type CompanyDeps, storeCompany } from './store-company.ts';

const DAY_MS = 86_400_000;

export interface DigestDeps extends CountDeps, CompanyDeps, EnforceDeps {
  blobs: BlobStore;
  events: EventStore;
  outbox: Outbox;
  announcer: Announcer;
  log: Log;
  retentionDays: number;
}

/** A queue record: the id is the queue's own, and what a failure is reported by. */
export interface QueueRecord {
  id: string;
  body: string;
}

export interface Digested {
  /** Records that have to come again. */
  failed: Set<string>;
  messages: number;
  /** Events counted by this batch. */
  counted: number;
  announced: number;
}

/** The digest's recipe. Safe twice: a batch that was interrupted anywhere is simply given again. */
export const digestBatch = async (deps: DigestDeps, records: readonly QueueRecord[]): Promise<Digested> => {
  const batch: Digested = { failed: new Set(), messages: records.length, counted: 0, announced: 0 };
  const received = await dequeueAll(deps, records, batch);
  const projects = Map.groupBy(received, ({ message }) => message.projectId);
  await Promise.all([...projects.values()].map(group => digestProject(deps, group, batch)));
  return batch;
};

interface ReceivedMessage {
  recordId: string;
  message: QueueMessage;
  events: DigestEvent[];
}

/** One record that cannot be read fails alone. */
const dequeueAll = async (
  deps: DigestDeps,
  records: readonly QueueRecord[],
  batch: Digested,
): Promise<ReceivedMessage[]> => {
  const all = await Promise.all(
    records.map(async record => {
      try {
        const message = await dequeue(deps.blobs, record.body);
        return [
          {
            recordId: record.id,
            message,
            events: eventsOf(message).map(event => toDigestEvent(record.id, message, event)),
          },
        ];
      } catch (error) {
        fail(deps, batch, [record.id], error);
        return [];
      }
    }),
  );
  return all.flat();
};

/** The messages of one project. Whatever fails here leaves the other projects of the batch alone. */
const digestProject = async (deps: DigestDeps, group: readonly ReceivedMessage[], batch: Digested): Promise<void> => {
  const { projectId, projectSlug, organization } = group[0]!.message; // groups are never empty
  try {
    const counted = await countEvents(
      deps,
      { projectId, projectSlug, organization },
      group.flatMap(({ events }) => events),
    );
    const messages = group.map(({ message }) => message);
    await storePayloads(deps, counted);
    await storeCompany(deps, projectId, messages, counted);
    const uncounted = await countOutcomes(deps, projectId, messages);
    batch.announced += await announceAll(deps, counted);
    await enforceQuotas(deps, { projectId, projectSlug, organization }, messages);
    batch.counted += counted.fresh.length;
    const left = [...counted.failed.map(event => event.recordId), ...recordsOf(group, uncounted)];
    if (left.length > 0)
      fail(deps, batch, left, new Error('could not be counted: too many others write to the same items'));
  } catch (error) {
    fail(
      deps,
      batch,
      group.map(({ recordId }) => recordId),
      error,
    );
  }
};

const recordsOf = (group: readonly ReceivedMessage[], messages: readonly QueueMessage[]): string[] => {
  const ids = new Set(messages.map(message => message.id));
  return group.filter(({ message }) => ids.has(message.id)).map(({ recordId }) => recordId);
};

/** What was counted just now is written; what an earlier delivery counted may lack its payload still. */
const storePayloads = async (deps: DigestDeps, counted: Counted): Promise<void> => {
  const toStored = ({ event, issue }: { event: DigestEvent; issue: Issue }) => ({
    projectId: issue.projectId,
    issueId: issue.id,
    eventId: event.eventId,
    timestamp: event.timestamp,
    received: event.received,
    expires: event.received + deps.retentionDays * DAY_MS,
    event: event.event,
  });
  await deps.events.put(counted.fresh.map(toStored));
  await deps.events.putMissing(counted.again.map(toStored));
};

/** A failure to tell people does not undo the batch: the outbox keeps the announcement, and the sweep tells it later. */
const announceAll = async (deps: DigestDeps, counted: Counted): Promise<number> => {
  const due = [...counted.announcements, ...(await unannounced(deps, counted))];
  const events = new Map([...counted.fresh, ...counted.again].map(({ event }) => [event.eventId, event.event]));
  const told = await Promise.all(
    due.map(async ({ announcement, issue }) => {
      try {
        await deps.announcer.announce(announcement, issue, events.get(announcement.eventId));
        return 1;
      } catch (error) {
        deps.log('error', 'announcement failed', { issue: issue.id, kind: announcement.kind, ...describeError(error) });
        return 0;
      }
    }),
  );
  return told.reduce<number>((sum, one) => sum + one, 0);
};

/** What an earlier delivery of these messages recorded and did not live to tell. */
const unannounced = async (deps: DigestDeps, { again }: Counted): Promise<Counted['announcements']> => {
  if (again.length === 0) return [];
  const issues = new Map(again.map(({ issue }) => [issue.id, issue]));
  const caused = new Set(again.map(({ event }) => event.eventId));
  const announcements = await deps.outbox.of([...issues.keys()]);
  return announcements
    .filter(({ eventId }) => caused.has(eventId))
    .map(announcement => ({ announcement, issue: issues.get(announcement.issueId)! })); // asked for by these ids
};

const fail = (deps: DigestDeps, batch: Digested, recordIds: readonly string[], error: unknown): void => {
  for (const id of recordIds) batch.failed.add(id);
  deps.log('error', 'records failed', { records: recordIds.length, first: recordIds[0], ...describeError(error) });
};
