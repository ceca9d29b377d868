import type { Acknowledger } from '../ports/acknowledger.ts';
import { awsFailure, type CallAws } from './signed-call.ts';

/** Entries of one DeleteMessageBatch: a limit of SQS. */
const MAX_ENTRIES = 10;

export const sqsAcknowledger = (call: CallAws, queueUrl: string): Acknowledger => ({
  acknowledge: async receipts => {
    for (let from = 0; from < receipts.length; from += MAX_ENTRIES) {
      const entries = receipts.slice(from, from + MAX_ENTRIES);
      const input = {
        QueueUrl: queueUrl,
        Entries: entries.map((receipt, index) => ({ Id: String(index), ReceiptHandle: receipt })),
      };
      const answer = await call({
        service: 'sqs',
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.DeleteMessageBatch' },
        body: Buffer.from(JSON.stringify(input), 'utf8'),
      });
      // An entry that fails is one that comes again: it was digested, and is recognized.
      if (answer.status !== 200) throw awsFailure('SQS DeleteMessageBatch', answer);
    }
  },
});
