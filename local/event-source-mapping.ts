import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Sqs } from '../lib/local/sqs/open-sqs.ts';
import { complain } from './complain.ts';
import { type Door, invoke } from './invoke.ts';

export interface Mapping {
  sqs: Sqs;
  queue: string;
  name: string;
  door: Door<SQSEvent, SQSBatchResponse>;
  /** Records in one batch. */
  batchSize: number;
  /** Milliseconds that the first record of a batch waits for others. */
  windowMs: number;
  timeoutMs: number;
}

/** Lambda takes an event of 6 MB; bodies are JSON within JSON, so their quotes take room, and each record's own members. */
const MAX_BODIES_BYTES = 4.5 * 1024 * 1024;

/** A batch as the queue gave it. */
interface Batch {
  deliveries: Deliveries;
  /** There was more than goes into one batch. */
  full: boolean;
}
type Deliveries = Awaited<ReturnType<Sqs['receive']>>;

/**
 * Plays Lambda's poller: batches of records to the door; what the door does not name as failed is deleted, the rest
 * shows again when its visibility timeout ends, and goes to the dead-letter queue when it came too often.
 */
export const startEventSourceMapping = (mapping: Mapping): { stop(): Promise<void> } => {
  let stopped = false;
  let running: Promise<void> | undefined;
  let woken = false;

  const receive = async (): Promise<Batch> => (stopped ? NOTHING : receiveBatch(mapping));
  /** A batch waits for company, as on AWS. */
  const receiveWithCompany = async (): Promise<Batch> => {
    await new Promise(resolve => setTimeout(resolve, mapping.windowMs));
    return receive();
  };
  const drain = async (): Promise<void> => {
    woken = false;
    let batch = await receiveWithCompany();
    while (batch.deliveries.length > 0) {
      // With a backlog there is no need to wait, and the next batch is made ready while the door is at work on this one.
      const next = batch.full ? receive() : undefined;
      await settle(mapping, batch.deliveries);
      batch = await (next ?? receiveWithCompany());
    }
  };

  const start = (): void => {
    if (stopped || running) return;
    running = drain()
      .catch((error: unknown) => complain('poller failed', { error: String(error) }))
      .then(() => {
        running = undefined;
        // What came while the last poll found nothing.
        if (woken) start();
      });
  };

  const unlisten = mapping.sqs.onMessage(mapping.queue, () => {
    woken = true;
    start();
  });

  return {
    stop: async () => {
      stopped = true;
      unlisten();
      await running;
    },
  };
};

const NOTHING: Batch = { deliveries: [], full: false };

const receiveBatch = async ({ sqs, queue, batchSize }: Mapping): Promise<Batch> => {
  const deliveries = await sqs.receive(queue, { max: batchSize, maxBytes: MAX_BODIES_BYTES });
  // Not to the byte: a poll too many or too few costs nothing.
  const bytes = deliveries.reduce((sum, { body }) => sum + body.length, 0);
  return { deliveries, full: deliveries.length === batchSize || bytes > MAX_BODIES_BYTES / 2 };
};

/** Gives a batch to the door, and deletes what it is done with. */
const settle = async (mapping: Mapping, deliveries: Deliveries): Promise<void> => {
  const { sqs, queue } = mapping;
  const failed = await callDoor(
    mapping,
    deliveries.map(delivery => toRecord(delivery, sqs.arn(queue))),
  );
  const done = deliveries.filter(delivery => !failed.has(delivery.messageId));
  await sqs.delete(
    queue,
    done.map(delivery => delivery.receiptHandle),
  );
};

/** Ids of the records that have to come again: those that the door names, or all when it throws. */
const callDoor = async (mapping: Mapping, records: SQSRecord[]): Promise<Set<string>> => {
  try {
    const { batchItemFailures } = await invoke(mapping.name, mapping.door, { Records: records }, mapping.timeoutMs);
    return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  } catch (error) {
    complain('door threw', { door: mapping.name, error: String(error) });
    return new Set(records.map(record => record.messageId));
  }
};

const toRecord = (delivery: Deliveries[number], eventSourceARN: string): SQSRecord => ({
  messageId: delivery.messageId,
  receiptHandle: delivery.receiptHandle,
  body: delivery.body,
  // The queue keeps every attribute that Lambda's record has.
  attributes: delivery.attributes as unknown as SQSRecord['attributes'],
  messageAttributes: {},
  md5OfBody: delivery.md5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion: eventSourceARN.split(':')[3] ?? '',
});
