import type { DeadLetterQueue, DeadRecord } from '../ports/dead-letter-queue.ts';
import { awsFailure, type CallAws } from './signed-call.ts';

/** As many as ReceiveMessage gives at once. */
const MAX_MESSAGES = 10;
/** Five minutes: longer than a sweep may take. */
const VISIBILITY_SECONDS = 300;

/** As ReceiveMessage answers, where the two attributes are asked for. */
interface Received {
  Messages?: { MessageId: string; ReceiptHandle: string; Body: string; Attributes?: Record<string, string> }[];
}

export const sqsDeadLetterQueue = (call: CallAws, queueUrl: string): DeadLetterQueue => {
  const ask = async (action: string, input: object): Promise<Uint8Array> => {
    const answer = await call({
      service: 'sqs',
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
      body: Buffer.from(JSON.stringify({ QueueUrl: queueUrl, ...input }), 'utf8'),
    });
    if (answer.status !== 200) throw awsFailure(`SQS ${action}`, answer);
    return answer.body;
  };

  return {
    receive: async () => {
      const answer = await ask('ReceiveMessage', {
        MaxNumberOfMessages: MAX_MESSAGES,
        VisibilityTimeout: VISIBILITY_SECONDS,
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp', 'MessageGroupId'],
      });
      // The service's own words, as declared above.
      const { Messages = [] } = JSON.parse(Buffer.from(answer).toString('utf8')) as Received;
      return Messages.map(toRecord);
    },
    delete: async ({ receipt }) => {
      await ask('DeleteMessage', { ReceiptHandle: receipt });
    },
  };
};

const toRecord = ({
  MessageId,
  ReceiptHandle,
  Body,
  Attributes = {},
}: NonNullable<Received['Messages']>[number]): DeadRecord => {
  const { ApproximateReceiveCount, SentTimestamp, MessageGroupId } = Attributes;
  return {
    id: MessageId,
    body: Body,
    receipt: ReceiptHandle,
    receives: Number(ApproximateReceiveCount ?? 1),
    ...(SentTimestamp !== undefined && { queued: Number(SentTimestamp) }),
    ...(MessageGroupId !== undefined && /^\d+$/.test(MessageGroupId) && { projectId: MessageGroupId }),
  };
};
