import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from '@jest/globals';
import { openDynamoDb } from '../../lib/local/dynamodb/engine.ts';
import { dynamoDbWire } from '../../lib/local/dynamodb/wire.ts';
import type { Wire } from '../../lib/ports/wire.ts';
import { hasDynamoDbLocal, startDynamoDbLocal, WITHOUT_DYNAMODB_LOCAL } from '../support/dynamodb-local.ts';
import { type Connect, connectWire } from '../support/sdk-over-wire.ts';
import { describeDynamoDb } from './dynamodb.suite.ts';

const clock = { now: () => Date.now() };

const inMemory: Connect = async () => {
  const db = openDynamoDb({ file: ':memory:', clock });
  return connectWire(dynamoDbWire(db), () => db.close());
};

/** The file is closed after each request and opened for the next: whatever is not in it is forgotten. */
const onDisk: Connect = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'allim-dynamodb-'));
  const file = join(directory, 'dynamodb.db');
  let last: Promise<unknown> = Promise.resolve();
  const alone: Wire = async request => {
    const db = openDynamoDb({ file, clock });
    try {
      return await dynamoDbWire(db)(request);
    } finally {
      db.close();
    }
  };
  return connectWire(
    request => {
      const answer = last.then(() => alone(request));
      last = answer.catch(() => {});
      return answer;
    },
    () => rm(directory, { recursive: true }),
  );
};

const local: Connect = async () => {
  const { url, stop } = await startDynamoDbLocal();
  const connection = connectWire(() => Promise.reject(new Error('not over a wire')), stop);
  const { requestHandler: _, ...config } = connection.config;
  return { config: { ...config, endpoint: url.href }, close: connection.close };
};

describeDynamoDb('embedded, in memory', inMemory);
describeDynamoDb('embedded, on disk and reopened for each request', onDisk);
if (hasDynamoDbLocal()) describeDynamoDb('DynamoDB Local', local);
else describe.skip('DynamoDB: DynamoDB Local', () => test(WITHOUT_DYNAMODB_LOCAL, () => {}));
