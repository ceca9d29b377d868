import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CallAws, signedCaller } from '../../../lib/aws/signed-call.ts';
import { openSqs } from '../../../lib/local/sqs/open-sqs.ts';
import { provisionQueues } from '../../../local/provision.ts';
import { environment } from '../../support/table.ts';

const NAME = 'allim-test';
const RULES = { visibilitySeconds: 30, maxReceives: 5 };
/** More than the queue allows. */
const DELIVERIES = 6;

/** The embedded queue with its dead-letter queue, and a way to send something that nobody ever acknowledges. */
export const openDeadQueue = async (): Promise<{
  call: CallAws;
  /** Of the dead-letter queue. */
  url: string;
  giveUp(body: string, group: string): Promise<void>;
  /** How many of its messages were received and are not deleted. */
  inFlight(): Promise<number>;
  close(): Promise<void>;
}> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'allim-dead-'));
  const clock = { now: () => Date.now() };
  const ids = { hex32: () => randomUUID().replaceAll('-', '') };
  const sqs = openSqs({ file: path.join(directory, 'queue.db'), clock, ids, region: environment.region });
  await provisionQueues(sqs.wire, NAME, { deadLetterArn: sqs.arn(`${NAME}-dead-letters`), ...RULES });
  const call = signedCaller(environment, sqs.wire);
  const ask = (action: string, input: object) =>
    call({
      service: 'sqs',
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
      body: Buffer.from(JSON.stringify(input)),
    });
  const url = sqs.url(`${NAME}-dead-letters`);
  const inFlight = async (): Promise<number> => {
    const name = 'ApproximateNumberOfMessagesNotVisible';
    const { body } = await ask('GetQueueAttributes', { QueueUrl: url, AttributeNames: [name] });
    return Number(JSON.parse(Buffer.from(body).toString()).Attributes[name]);
  };
  const giveUp = async (body: string, group: string): Promise<void> => {
    await ask('SendMessage', { QueueUrl: sqs.url(NAME), MessageBody: body, MessageGroupId: group });
    for (let delivery = 0; delivery < DELIVERIES; delivery++)
      await sqs.receive(NAME, { max: 10, visibilityTimeoutSeconds: 0 });
  };
  const close = async (): Promise<void> => {
    sqs.close();
    await rm(directory, { recursive: true, force: true });
  };
  return { call, url, giveUp, inFlight, close };
};
