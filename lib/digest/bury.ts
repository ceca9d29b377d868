import { createHash } from 'node:crypto';
import type { Log } from '../log.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeadLetter, DeadLetterStore } from '../ports/dead-letter-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import { type DeadLetterReason, parseRedrivenBody } from '../protocol/dead-letter.ts';
import { BLOB_MARK, type QueueMessage } from '../protocol/queue-message.ts';
import { errorText } from './error-text.ts';
import { contentsOf, countableOf, unreadableCountable } from './letter-contents.ts';
import type { QueueRecord } from './queue-record.ts';

export interface BuryDeps {
  clock: Clock;
  blobs: Pick<BlobStore, 'get' | 'put'>;
  deadLetters: Pick<DeadLetterStore, 'bury'>;
  projects: Pick<ProjectStore, 'settings'>;
  log: Log;
}

/** A record that nobody will try again by itself. */
export interface GivenUp {
  record: QueueRecord;
  /** Where it could be read. */
  message?: QueueMessage | undefined;
  reason: DeadLetterReason;
  error?: unknown;
}

/** Letters and their bodies are kept so long; the bucket's rule for `dead-letters/` gives a day on top. */
export const LETTER_DAYS = 28;
const DAY_MS = 86_400_000;

/** Makes a dead letter of a record: its body first, then the letter with its counts. Safe twice. */
export const bury = async (deps: BuryDeps, givenUp: GivenUp): Promise<DeadLetter> => {
  const { record, message, reason } = givenUp;
  const origin = await originOf(deps, givenUp);
  const unplaced = { ...headOf(deps, givenUp), ...(origin && { origin }) };
  const body = await keepBody(deps.blobs, record.body, bodyKey(unplaced));
  const letter = { ...unplaced, ...(body && { body }) };
  const countable = message ? countableOf(message) : unreadableCountable(record.queued ?? letter.buried);
  await deps.deadLetters.bury(letter, origin && countable);
  deps.log('error', 'message given up', {
    letter: letter.id,
    reason,
    error: letter.error,
    tries: letter.tries,
    ...(origin && { project: origin.projectId }),
  });
  return letter;
};

const headOf = ({ clock }: Pick<BuryDeps, 'clock'>, { record, message, reason, error }: GivenUp): DeadLetter => {
  const buried = clock.now();
  const redriven = message?.redriven ?? parseRedrivenBody(record.body);
  return {
    id: redriven?.letter ?? message?.id ?? idOf(record),
    reason,
    error: error === undefined ? '' : errorText(error),
    recordId: record.id,
    ...(message && { received: message.received }),
    ...(record.queued !== undefined && { queued: record.queued }),
    buried,
    tries: record.receives ?? 1,
    redrives: redriven?.times ?? 0,
    ...(message ? contentsOf(message) : { held: [], eventIds: [] }),
    expires: buried + LETTER_DAYS * DAY_MS,
  };
};

/** Of a message that does not say its own: the same whenever it is delivered. */
const idOf = ({ id }: QueueRecord): string => createHash('sha256').update(id).digest('hex').slice(0, 32);

/** What the edge names an object after (lib/ingest/enqueue.ts). */
const PROJECT_IN_KEY = /^b1:queue\/[\d-]+\/(\d+)\//;

/** The message says whose it is; of one that nobody can read its object's key or the queue may. */
const originOf = async (
  { projects }: Pick<BuryDeps, 'projects'>,
  { record, message }: GivenUp,
): Promise<DeadLetter['origin']> => {
  const { body } = record;
  const projectId = parseRedrivenBody(body)?.projectId ?? PROJECT_IN_KEY.exec(body)?.[1] ?? record.projectId;
  const known = message ?? (projectId === undefined ? undefined : await projects.settings(projectId));
  return known && { organization: known.organization, projectId: known.projectId, projectSlug: known.projectSlug };
};

/** By project and day, so that a lifecycle rule and a deletion find it. */
const bodyKey = ({ id, origin, buried }: DeadLetter): string =>
  `dead-letters/${origin?.projectId ?? 'none'}/${new Date(buried).toISOString().slice(0, 10)}/${id}`;

/** What the queue only pointed at is copied: its object goes before the letter does. */
const keepBody = async (blobs: BuryDeps['blobs'], body: string, key: string): Promise<DeadLetter['body']> => {
  const kept = await bytesOf(blobs, body);
  if (!kept) return undefined;
  await blobs.put(key, kept.bytes);
  return { key, form: kept.form, bytes: kept.bytes.length };
};

type Kept = { bytes: Uint8Array; form: NonNullable<DeadLetter['body']>['form'] };

const bytesOf = async (blobs: BuryDeps['blobs'], body: string): Promise<Kept | undefined> => {
  const redriven = parseRedrivenBody(body);
  if (redriven) {
    const bytes = await blobs.get(redriven.key);
    return bytes && { bytes, form: redriven.form };
  }
  const object = body.startsWith(BLOB_MARK) ? await blobs.get(body.slice(BLOB_MARK.length)) : undefined;
  return object ? { bytes: object, form: 'zstd' } : { bytes: Buffer.from(body, 'utf8'), form: 'text' };
};
