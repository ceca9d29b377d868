import type { ScheduledEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { handler as assemble } from '../functions/assemble.ts';
import { handler as digest } from '../functions/digest.ts';
import { handler as sweep } from '../functions/sweep.ts';
import type { Cloud } from './cloud.ts';
import type { Door } from './invoke.ts';

/** The doors that nobody waits for at the gateway: what the queue brings, and what the clock calls. */
export interface BackgroundDoors {
  digest: Door<SQSEvent, SQSBatchResponse>;
  assemble: Door<SQSEvent, SQSBatchResponse>;
  sweep: Door<ScheduledEvent, unknown>;
  /** No door of ours: what DynamoDB's TTL and the bucket's lifecycle rules do on AWS. */
  expire: Door<ScheduledEvent, unknown>;
}

/** They run in whichever thread calls this; its environment and wire are installed. */
export const backgroundDoors = (cloud: Pick<Cloud, 'expire'>): BackgroundDoors => ({
  digest,
  assemble,
  sweep,
  expire: () => cloud.expire(),
});
