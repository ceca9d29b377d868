import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SNSClient } from '@aws-sdk/client-sns';
import { openSns as openSnsClient } from '../../../lib/aws/clients.ts';
import { type CallAws, signedCaller } from '../../../lib/aws/signed-call.ts';
import { openS3 } from '../../../lib/local/s3/open-s3.ts';
import { openSns } from '../../../lib/local/sns/open-sns.ts';
import { openSqs } from '../../../lib/local/sqs/open-sqs.ts';
import type { Wire } from '../../../lib/ports/wire.ts';
import { provisionBucket, provisionQueues, provisionTopic } from '../../../local/provision.ts';
import { environment } from '../../support/table.ts';
import type { Published } from './notifier.suite.ts';

// The embedded services, each with what CloudFormation makes in it.

const clock = { now: () => Date.now() };
const ids = { hex32: () => randomBytes(16).toString('hex') };
const NAME = 'allim-test';
const RULES = { visibilitySeconds: 30, maxReceives: 5 };

const temporary = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'allim-ports-'));
const remove = (directory: string): Promise<void> => rm(directory, { recursive: true, force: true });

export const openBlobs = async (): Promise<{ call: CallAws; wire: Wire; bucket: string; close(): Promise<void> }> => {
  const directory = await temporary();
  const { wire } = openS3({ directory, clock });
  await provisionBucket(wire, NAME);
  return { call: signedCaller(environment, wire), wire, bucket: NAME, close: () => remove(directory) };
};

export const openQueue = async () => {
  const directory = await temporary();
  const sqs = openSqs({ file: path.join(directory, 'queue.db'), clock, ids, region: environment.region });
  await provisionQueues(sqs.wire, NAME, { deadLetterArn: sqs.arn(`${NAME}-dead-letters`), ...RULES });
  const receive = async (count: number): Promise<string[]> => {
    const bodies: string[] = [];
    while (bodies.length < count) {
      const deliveries = await sqs.receive(NAME, { max: count - bodies.length });
      if (deliveries.length === 0) throw new Error(`only ${bodies.length} of ${count} messages were in the queue`);
      bodies.push(...deliveries.map(({ body }) => body));
    }
    return bodies;
  };
  const close = async (): Promise<void> => {
    sqs.close();
    await remove(directory);
  };
  return { call: signedCaller(environment, sqs.wire), url: sqs.url(NAME), receive, close };
};

export const openTopic = async (): Promise<{
  client: SNSClient;
  arn: string;
  published: Published[];
  close(): void;
}> => {
  const sns = openSns({ clock, region: environment.region });
  const arn = await provisionTopic(sns.wire, NAME);
  const published: Published[] = [];
  sns.subscribe(arn, (notification, texts) => {
    const attributes = Object.entries(notification.MessageAttributes ?? {}).map(([name, { Value }]) => [name, Value]);
    published.push({
      subject: notification.Subject,
      text: notification.Message,
      sms: texts.sms ?? '',
      attributes: Object.fromEntries(attributes),
    });
  });
  const client = openSnsClient(environment, sns.wire);
  return { client, arn, published, close: () => client.destroy() };
};
