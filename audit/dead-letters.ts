import { randomBytes } from 'node:crypto';
import { awsEnvironment } from '../lib/aws/aws-environment.ts';
import { signedCaller } from '../lib/aws/signed-call.ts';
import type { Wire } from '../lib/ports/wire.ts';
import { openCloud } from '../local/cloud.ts';
import { openDataDirectory } from '../local/data-directory.ts';

const RETENTION_DAYS = 90;
/** More receives than the queue allows before it gives a message up (local/provision.ts). */
const RECEIVES = 8;
const BATCH = 10;

interface Received {
  Messages?: { Body: string }[];
}

/** Brings what lies in the queue of a stopped product to the dead-letter queue, and reads it there. */
export const readDeadLetters = async (directory: string): Promise<string[]> => {
  const cloud = await openCloud(openDataDirectory(directory, { reset: false }), { retentionDays: RETENTION_DAYS });
  try {
    const queue = cloud.environment.ALLIM_QUEUE_URL ?? '';
    const sqs = caller(cloud.wire, cloud.environment);
    for (let round = 0; round < RECEIVES; round++) await receiveAll(sqs, queue, 0);
    return await receiveAll(sqs, `${queue}-dead-letters`, HELD_SECONDS);
  } finally {
    cloud.close();
  }
};
/** So that each dead letter is read once. */
const HELD_SECONDS = 600;

type CallSqs = (action: string, input: object) => Promise<Received>;

const caller = (wire: Wire, environment: Record<string, string>): CallSqs => {
  const call = signedCaller(awsEnvironment(environment), wire);
  return async (action, input) => {
    const answer = await call({
      service: 'sqs',
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
      body: Buffer.from(JSON.stringify(input), 'utf8'),
    });
    const text = Buffer.from(answer.body).toString('utf8');
    if (answer.status !== 200) throw new Error(`${action} was answered ${answer.status}: ${text}`);
    return JSON.parse(text) as Received; // the shape of ReceiveMessage, which is all that is called
  };
};

/** Every message is received once in a round: with no time to hide, the same ones come again, so as many calls as may be needed. */
const receiveAll = async (sqs: CallSqs, queue: string, hiddenSeconds: number): Promise<string[]> => {
  const bodies: string[] = [];
  for (let call = 0; call < MAX_CALLS; call++) {
    const { Messages = [] } = await sqs('ReceiveMessage', {
      QueueUrl: queue,
      MaxNumberOfMessages: BATCH,
      VisibilityTimeout: hiddenSeconds,
    });
    if (Messages.length === 0) break;
    bodies.push(...Messages.map(({ Body }) => Body));
  }
  return bodies;
};
const MAX_CALLS = 40;

/** 32 hex digits. */
export const newId = (): string => randomBytes(16).toString('hex');
