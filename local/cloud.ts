import { randomBytes } from 'node:crypto';
import { awsServices } from '../lib/local/aws-services.ts';
import { openDynamoDb } from '../lib/local/dynamodb/engine.ts';
import { dynamoDbWire } from '../lib/local/dynamodb/wire.ts';
import { openS3 } from '../lib/local/s3/open-s3.ts';
import { openSns } from '../lib/local/sns/open-sns.ts';
import type { SnsListener } from '../lib/local/sns/topics.ts';
import { openSqs, type Sqs } from '../lib/local/sqs/open-sqs.ts';
import type { Clock } from '../lib/ports/clock.ts';
import type { Wire } from '../lib/ports/wire.ts';
import type { DataDirectory } from './data-directory.ts';
import type { InboxEntry } from './inbox.ts';
import { provisionBucket, provisionQueues, provisionTable, provisionTopic } from './provision.ts';

/** What CloudFormation makes on AWS, made of embedded parts. */
export interface Cloud {
  wire: Wire;
  sqs: Sqs;
  queue: string;
  /** What the doors find in their environment. */
  environment: Record<string, string>;
  /** Calls for each notification that the topic takes. */
  onNotification(listener: (entry: InboxEntry) => void): void;
  /** Deletes what expired; how DynamoDB's TTL and the bucket's lifecycle rules would. */
  expire(): Promise<void>;
  close(): void;
}

const REGION = 'ap-northeast-2';
const TABLE = 'allim-local';
const QUEUE = 'allim-local-ingest';
const BUCKET = 'allim-local';
const TOPIC = 'allim-local';
const DAY_MS = 86_400_000;
/** Longer than any message lives in the queue and its dead-letter queue. */
const QUEUE_BLOB_DAYS = 29;

const clock: Clock = { now: () => Date.now() };
const ids = { hex32: () => randomBytes(16).toString('hex') };

export const openCloud = async (directory: DataDirectory, options: { retentionDays: number }): Promise<Cloud> => {
  const dynamodb = openDynamoDb({ file: directory.table, clock });
  const sqs = openSqs({ file: directory.queue, clock, ids, region: REGION });
  const s3 = openS3({ directory: directory.blobs, clock });
  const sns = openSns({ clock, region: REGION });
  const wire = awsServices({ dynamodb: dynamoDbWire(dynamodb), sqs: sqs.wire, s3: s3.wire, sns: sns.wire });

  await provisionTable(wire, TABLE);
  await provisionQueues(wire, QUEUE, sqs.arn(`${QUEUE}-dead-letters`));
  await provisionBucket(wire, BUCKET);
  const topicArn = await provisionTopic(wire, TOPIC);
  // Whoever was at work on these messages has died with its process.
  await sqs.releaseInFlight();

  return {
    wire,
    sqs,
    queue: QUEUE,
    environment: {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      ALLIM_STAGE: 'local',
      ALLIM_TABLE: TABLE,
      ALLIM_QUEUE_URL: sqs.url(QUEUE),
      ALLIM_BUCKET: BUCKET,
      ALLIM_TOPIC_ARN: topicArn,
    },
    onNotification: listener => {
      sns.subscribe(topicArn, (notification, texts) => listener(toEntry(notification, texts)));
    },
    expire: async () => {
      dynamodb.sweepExpired();
      await s3.expire(BUCKET, 'queue/', QUEUE_BLOB_DAYS * DAY_MS);
      await s3.expire(BUCKET, 'payloads/', options.retentionDays * DAY_MS);
      await s3.expire(BUCKET, 'attachments/', options.retentionDays * DAY_MS);
    },
    close: () => {
      sqs.close();
      dynamodb.close();
    },
  };
};

/** What a person subscribed by e-mail and SMS would have got. */
const toEntry = (...[notification, texts]: Parameters<SnsListener>): InboxEntry => ({
  time: notification.Timestamp,
  subject: notification.Subject ?? '',
  text: texts.email ?? notification.Message,
  sms: texts.sms ?? '',
  attributes: Object.fromEntries(
    Object.entries(notification.MessageAttributes ?? {}).map(([name, { Value }]) => [name, Value]),
  ),
});
