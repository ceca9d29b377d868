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

/**
 * Plays Lambda's poller: batches of records to the door; what the door does not name as failed is deleted, the rest
 * shows again when its visibility timeout ends, and goes to the dead-letter queue when it came too often.
 */
export const startEventSourceMapping = (mapping: Mapping): { stop(): Promise<void> } => {
  let stopped = false;
  let running: Promise<void> | undefined;
  let woken = false;

  /** A batch waits for company, as on AWS, unless the last one was full: then there is a backlog, and no need to. */
  const drain = async (): Promise<void> => {
    woken = false;
    let received = 0;
    do {
      if (received < mapping.batchSize) await new Promise(resolve => setTimeout(resolve, mapping.windowMs));
      received = stopped ? 0 : await pollOnce(mapping);
    } while (received > 0);
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

/** How many records there were. */
const pollOnce = async (mapping: Mapping): Promise<number> => {
  const { sqs, queue } = mapping;
  const deliveries = await sqs.receive(queue, { max: mapping.batchSize });
  if (deliveries.length === 0) return 0;
  const failed = await callDoor(
    mapping,
    deliveries.map(delivery => toRecord(delivery, sqs.arn(queue))),
  );
  const done = deliveries.filter(delivery => !failed.has(delivery.messageId));
  await sqs.delete(
    queue,
    done.map(delivery => delivery.receiptHandle),
  );
  return deliveries.length;
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

const toRecord = (delivery: Awaited<ReturnType<Sqs['receive']>>[number], eventSourceARN: string): SQSRecord => ({
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
