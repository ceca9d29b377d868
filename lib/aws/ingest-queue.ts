import type { IngestQueue } from '../ports/ingest-queue.ts';
import { awsFailure, type CallAws } from './signed-call.ts';

const HEADERS = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' };

interface Options {
  /** Names each message's group, by which SQS lets quiet ones pass ("fair queues"). It bills such requests a quarter more. */
  fair?: boolean;
}

export const sqsIngestQueue = (call: CallAws, queueUrl: string, { fair = false }: Options = {}): IngestQueue => ({
  send: async (body, { group } = {}) => {
    const input = { QueueUrl: queueUrl, MessageBody: body, ...(fair && group && { MessageGroupId: group }) };
    const request = Buffer.from(JSON.stringify(input), 'utf8');
    const answer = await call({ service: 'sqs', method: 'POST', path: '/', headers: HEADERS, body: request });
    if (answer.status !== 200) throw awsFailure('SQS SendMessage', answer);
  },
});
