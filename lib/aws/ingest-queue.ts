import type { IngestQueue } from '../ports/ingest-queue.ts';
import { awsFailure, type CallAws } from './signed-call.ts';

const HEADERS = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' };

export const sqsIngestQueue = (call: CallAws, queueUrl: string): IngestQueue => ({
  send: async body => {
    const request = Buffer.from(JSON.stringify({ QueueUrl: queueUrl, MessageBody: body }), 'utf8');
    const answer = await call({ service: 'sqs', method: 'POST', path: '/', headers: HEADERS, body: request });
    if (answer.status !== 200) throw awsFailure('SQS SendMessage', answer);
  },
});
