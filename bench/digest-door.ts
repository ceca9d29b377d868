import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { installWire } from '../functions/wire.ts';
import { awsServices } from '../lib/local/aws-services.ts';
import { openDynamoDb } from '../lib/local/dynamodb/engine.ts';
import { dynamoDbWire } from '../lib/local/dynamodb/wire.ts';
import { openS3 } from '../lib/local/s3/open-s3.ts';
import { openSns } from '../lib/local/sns/open-sns.ts';
import type { Wire } from '../lib/ports/wire.ts';
import { provisionBucket, provisionTable, provisionTopic } from '../local/provision.ts';

const REGION = 'ap-northeast-2';
const NAME = 'allim-bench';
const WRITES = /\.(?:TransactWriteItems|BatchWriteItem|PutItem|UpdateItem|DeleteItem)$/;

/** What calls to AWS added up to. */
export interface Spent {
  writeUnits: number;
  readUnits: number;
  tableCalls: number;
  objectsPut: number;
}

/** The digest's own door over the embedded engines, on tables in memory; every call is metered. */
export interface DigestDoor {
  /** As Lambda's poller hands them over; throws when a record failed. */
  digest(records: readonly SQSRecord[]): Promise<void>;
  spent: Spent;
  close(): Promise<void>;
}

export const openDigestDoor = async (): Promise<DigestDoor> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'allim-bench-'));
  const clock = { now: () => Date.now() };
  const engine = openDynamoDb({ file: ':memory:', clock });
  const spent: Spent = { writeUnits: 0, readUnits: 0, tableCalls: 0, objectsPut: 0 };
  const s3 = openS3({ directory, clock });
  const wire = awsServices({
    dynamodb: metered(dynamoDbWire(engine), spent),
    s3: countPuts(s3.wire, spent),
    sns: openSns({ clock, region: REGION }).wire,
  });
  await provisionTable(wire, NAME);
  await provisionBucket(wire, NAME);
  Object.assign(process.env, {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    ALLIM_TABLE: NAME,
    ALLIM_BUCKET: NAME,
    ALLIM_TOPIC_ARN: await provisionTopic(wire, NAME),
    ALLIM_QUEUE_URL: 'https://sqs.ap-northeast-2.amazonaws.com/000000000000/allim-bench',
    ALLIM_PUBLIC_URL: 'https://allim.example',
    LOG_LEVEL: 'error',
  });
  installWire(wire);
  const { handler } = await import('../functions/digest.ts');
  return {
    spent,
    digest: async records => {
      const event: SQSEvent = { Records: [...records] };
      // Of the context the door asks for the time that is left.
      const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
      const answer = await handler(event, context);
      if (answer.batchItemFailures.length > 0) throw new Error(`${answer.batchItemFailures.length} records failed`);
    },
    close: async () => {
      installWire(undefined);
      engine.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const metered =
  (wire: Wire, spent: Spent): Wire =>
  async request => {
    const operation = request.headers['x-amz-target'] ?? '';
    const input = { ReturnConsumedCapacity: 'TOTAL', ...JSON.parse(textOf(request.body)) };
    const answer = await wire({ ...request, body: Buffer.from(JSON.stringify(input)) });
    const { ConsumedCapacity = [] } = JSON.parse(textOf(answer.body));
    const units = [ConsumedCapacity]
      .flat()
      .reduce((sum: number, one: { CapacityUnits: number }) => sum + one.CapacityUnits, 0);
    if (WRITES.test(operation)) spent.writeUnits += units;
    else spent.readUnits += units;
    spent.tableCalls++;

    return answer;
  };

const countPuts =
  (wire: Wire, spent: Spent): Wire =>
  request => {
    if (request.method === 'PUT') spent.objectsPut++;
    return wire(request);
  };

// The SDK's bodies complain when they are copied.
const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
