// Sends as fast as it can and prints what was acknowledged, until it is killed.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openSqs } from '../../../lib/local/sqs/open-sqs.ts';

const STDOUT = 1;
const SENDERS = 20;

const sqs = openSqs({
  file: process.argv[2] ?? '',
  clock: { now: () => Date.now() },
  ids: { hex32: () => randomUUID().replaceAll('-', '') },
});

const call = (operation: string, input: object) =>
  sqs.wire({
    method: 'POST',
    protocol: 'https:',
    hostname: 'sqs',
    path: '/',
    query: '',
    headers: { 'x-amz-target': `AmazonSQS.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
  });

const sendForever = async (sender: number): Promise<never> => {
  for (let count = 0; ; count += 1) {
    const body = `${sender}-${count}`;
    const { status } = await call('SendMessage', { QueueUrl: sqs.url('crash'), MessageBody: body });
    if (status === 200) writeSync(STDOUT, `${body}\n`);
  }
};

await call('CreateQueue', { QueueName: 'crash' });
await Promise.all(Array.from({ length: SENDERS }, (_, sender) => sendForever(sender)));
