import type { DeadRecord } from '../ports/dead-letter-queue.ts';
import { UnreadableMessage } from '../protocol/parse-message.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import { type BuryDeps, bury } from './bury.ts';
import { dequeue } from './dequeue.ts';

/** Makes a dead letter of what the queue gave up. `blind`: without reading it, because whoever read it died. */
export const buryDied = async (deps: BuryDeps, dead: DeadRecord, { blind }: { blind: boolean }): Promise<void> => {
  const { receipt: _receipt, ...record } = dead;
  const read = blind ? undefined : await tryToRead(deps, dead.body);
  if (read instanceof UnreadableMessage) await bury(deps, { record, reason: read.reason, error: read });
  else await bury(deps, { record, message: read, reason: 'digest_died' });
};

const tryToRead = async (
  { blobs }: Pick<BuryDeps, 'blobs'>,
  body: string,
): Promise<QueueMessage | UnreadableMessage> => {
  try {
    return await dequeue(blobs, body);
  } catch (error) {
    if (error instanceof UnreadableMessage) return error;
    throw error;
  }
};
