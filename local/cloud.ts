import { randomUUID } from 'node:crypto';
import { awsServices } from '../lib/local/aws-services.ts';
import { type DynamoDb, openDynamoDb } from '../lib/local/dynamodb/engine.ts';
import { dynamoDbWire } from '../lib/local/dynamodb/wire.ts';
import { openS3, type S3 } from '../lib/local/s3/open-s3.ts';
import { openSns } from '../lib/local/sns/open-sns.ts';
import type { SnsListener } from '../lib/local/sns/topics.ts';
import { openSqs, type Sqs } from '../lib/local/sqs/open-sqs.ts';
import { CHUNK_DAYS } from '../lib/ports/chunk-store.ts';
import type { Clock } from '../lib/ports/clock.ts';
import type { Wire } from '../lib/ports/wire.ts';
import { RETENTION_CLASSES } from '../lib/protocol/retention.ts';
import type { DataDirectory } from './data-directory.ts';
import type { InboxEntry } from './inbox.ts';
import { provisionBucket, provisionQueues, provisionTable, provisionTopic } from './provision.ts';

/** What CloudFormation makes on AWS, made of embedded parts. */
export interface Cloud {
  wire: Wire;
  sqs: Sqs;
  queue: string;
  /** Where uploads wait. */
  assembleQueue: string;
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
const ASSEMBLE_QUEUE = 'allim-local-assemble';
const BUCKET = 'allim-local';
const TOPIC = 'allim-local';
const DAY_MS = 86_400_000;
/** Longer than any message lives in the queue and its dead-letter queue. */
const QUEUE_BLOB_DAYS = 29;
/** As in deploy/resources; the first is six times what a digest of a hundred events takes on a slow laptop. */
const INGEST = { visibilitySeconds: 30, maxReceives: 5 };
const ASSEMBLE = { visibilitySeconds: 600, maxReceives: 3 };

const clock: Clock = { now: () => Date.now() };
/** Node keeps random bytes for many of them ready; asked for sixteen at a time they cost five times as much. */
const ids = { hex32: () => randomUUID().replaceAll('-', '') };

interface Options {
  retentionDays: number;
}

export const openCloud = async (directory: DataDirectory, options: Options): Promise<Cloud> => {
  const dynamodb = openDynamoDb({ file: directory.table, clock, sharing: 'threads' });
  const sqs = openSqs({ file: directory.queue, clock, ids, region: REGION });
  const s3 = openS3({ directory: directory.blobs, clock });
  const sns = openSns({ clock, region: REGION });
  const wire = awsServices({ dynamodb: dynamoDbWire(dynamodb), sqs: sqs.wire, s3: s3.wire, sns: sns.wire });

  await provisionTable(wire, TABLE);
  for (const [name, options] of [
    [QUEUE, INGEST],
    [ASSEMBLE_QUEUE, ASSEMBLE],
  ] as const)
    await provisionQueues(wire, name, { ...options, deadLetterArn: sqs.arn(`${name}-dead-letters`) });
  await provisionBucket(wire, BUCKET);
  const topicArn = await provisionTopic(wire, TOPIC);
  // Whoever was at work on these messages has died with its process.
  await sqs.releaseInFlight();

  return {
    wire,
    sqs,
    queue: QUEUE,
    assembleQueue: ASSEMBLE_QUEUE,
    environment: {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      ALLIM_STAGE: 'local',
      ALLIM_TABLE: TABLE,
      ALLIM_QUEUE_URL: sqs.url(QUEUE),
      ALLIM_DEAD_LETTER_QUEUE_URL: sqs.url(`${QUEUE}-dead-letters`),
      ALLIM_ASSEMBLE_QUEUE_URL: sqs.url(ASSEMBLE_QUEUE),
      ALLIM_BUCKET: BUCKET,
      ALLIM_TOPIC_ARN: topicArn,
      // One digest at a time: without turns, everybody would wait behind a storm.
      ALLIM_FAIR_QUEUE: 'true',
    },
    onNotification: listener => {
      sns.subscribe(topicArn, (notification, texts) => listener(toEntry(notification, texts)));
    },
    expire: () => expire({ dynamodb, s3 }, options),
    close: () => {
      sqs.close();
      dynamodb.close();
    },
  };
};

/**
 * The same cloud seen from another thread of its process, once it is open there: table and bucket are shared on disk,
 * what only one thread can have is reached by its wire.
 */
export const joinCloud = (
  directory: DataDirectory,
  options: Options & { wire: Wire },
): Pick<Cloud, 'wire' | 'expire' | 'close'> => {
  const dynamodb = openDynamoDb({ file: directory.table, clock, sharing: 'threads' });
  const s3 = openS3({ directory: directory.blobs, clock, thread: 'background' });
  const { wire } = options;
  return {
    wire: awsServices({ dynamodb: dynamoDbWire(dynamodb), s3: s3.wire, sqs: wire, sns: wire }),
    expire: () => expire({ dynamodb, s3 }, options),
    close: () => dynamodb.close(),
  };
};

const expire = async ({ dynamodb, s3 }: { dynamodb: DynamoDb; s3: S3 }, { retentionDays }: Options): Promise<void> => {
  dynamodb.sweepExpired();
  await s3.expire(BUCKET, 'queue/', QUEUE_BLOB_DAYS * DAY_MS);
  await s3.expire(BUCKET, 'chunks/', CHUNK_DAYS * DAY_MS);
  await s3.expire(BUCKET, 'dead-letters/', QUEUE_BLOB_DAYS * DAY_MS);
  await s3.expire(BUCKET, 'payloads/', retentionDays * DAY_MS);
  await s3.expire(BUCKET, 'attachments/', retentionDays * DAY_MS);
  await s3.expire(BUCKET, 'fates/', retentionDays * DAY_MS);
  for (const days of RETENTION_CLASSES) {
    await s3.expire(BUCKET, `payloads/d${days}/`, days * DAY_MS);
    await s3.expire(BUCKET, `attachments/d${days}/`, days * DAY_MS);
    await s3.expire(BUCKET, `fates/d${days}/`, days * DAY_MS);
  }
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
