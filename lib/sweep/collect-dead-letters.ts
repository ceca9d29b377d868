import { describeError, type Log } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeadLetterQueue, DeadRecord } from '../ports/dead-letter-queue.ts';

export interface CollectDeadLettersDeps {
  clock: Clock;
  deadLetterQueue: DeadLetterQueue;
  /** Makes a letter of a record. Safe twice. `blind`: without reading what is in it. */
  buryDied(record: DeadRecord, options: { blind: boolean }): Promise<void>;
  log: Log;
}

/** In one run, and of its time; the next run takes the rest. */
const MAX_RECORDS = 200;
const MAX_MS = 15_000;
/** What was received so often, in both queues, may have ended sweeps before: it is no longer looked into. */
const BLIND_FROM = 8;

/** Makes dead letters of what killed its digests, or came while the table was away. Returns how many. */
export const collectDeadLetters = async (deps: CollectDeadLettersDeps): Promise<number> => {
  const end = deps.clock.now() + MAX_MS;
  let collected = 0;
  for (let taken = 0; taken < MAX_RECORDS && deps.clock.now() < end; ) {
    const records = await receive(deps);
    if (records.length === 0) break;
    taken += records.length;
    for (const record of records) if (await collect(deps, record)) collected++;
  }
  return collected;
};

/** What else a sweep has to do must not wait for this queue. */
const receive = async ({ deadLetterQueue, log }: CollectDeadLettersDeps): Promise<DeadRecord[]> => {
  try {
    return await deadLetterQueue.receive();
  } catch (error) {
    log('error', 'dead letters could not be received', describeError(error));
    return [];
  }
};

/** First the letter, then its record: who dies in between finds the same letter again. */
const collect = async (deps: CollectDeadLettersDeps, record: DeadRecord): Promise<boolean> => {
  try {
    await deps.buryDied(record, { blind: record.receives >= BLIND_FROM });
    await deps.deadLetterQueue.delete(record);
    return true;
  } catch (error) {
    deps.log('error', 'dead letter could not be collected', { record: record.id, ...describeError(error) });
    return false;
  }
};
