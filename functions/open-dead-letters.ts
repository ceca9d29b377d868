import { sqsDeadLetterQueue } from '../lib/aws/dead-letter-queue.ts';
import { dynamoDeadLetterStore } from '../lib/aws/dead-letter-store.ts';
import { dynamoProjectStore } from '../lib/aws/project-store.ts';
import type { Table } from '../lib/aws/table.ts';
import { buryDied } from '../lib/digest/bury-died.ts';
import type { Log } from '../lib/log.ts';
import type { BlobStore } from '../lib/ports/blob-store.ts';
import type { CollectDeadLettersDeps } from '../lib/sweep/collect-dead-letters.ts';
import { callAws, randomIds, systemClock } from './wire.ts';

/** What the sweep collects dead letters with: what was buried looks the same, whoever buried it. */
export const openDeadLetters = (
  table: Table,
  { blobs, log, queueUrl }: { blobs: BlobStore; log: Log; queueUrl: string },
): Pick<CollectDeadLettersDeps, 'deadLetterQueue' | 'buryDied'> => {
  const deps = {
    clock: systemClock,
    blobs,
    deadLetters: dynamoDeadLetterStore(table, { clock: systemClock, ids: randomIds }),
    projects: dynamoProjectStore(table),
    log,
  };
  return {
    deadLetterQueue: sqsDeadLetterQueue(callAws(), queueUrl),
    buryDied: (record, options) => buryDied(deps, record, options),
  };
};
