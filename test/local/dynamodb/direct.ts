import { type DynamoDb, openDynamoDb } from '../../../lib/local/dynamodb/engine.ts';

/** The engine in memory without an SDK, at a time that tests set. */
export const openDirect = (more: object = {}) => {
  const clock = { seconds: 1_795_000_000 };
  const db = openDynamoDb({ file: ':memory:', clock: { now: () => clock.seconds * 1_000 } });
  const created = db.call('CreateTable', { ...TABLE, ...more });
  if (created.status !== 200) throw new Error(JSON.stringify(created.body));
  return { db, clock, call: caller(db) };
};

// biome-ignore lint/suspicious/noExplicitAny: answers have many shapes; a wrong look fails the test.
type Answer = any;

const caller =
  (db: DynamoDb) =>
  (operation: string, input: object, status = 200): Answer => {
    const answer = db.call(operation, { TableName: 'things', ...input });
    if (answer.status !== status)
      throw new Error(`${operation} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

export const key = (pk: string, sk = 'a') => ({ pk: { S: pk }, sk: { S: sk } });

const TABLE = {
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'sk', 'state', 'seen'].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byState',
      KeySchema: [
        { AttributeName: 'state', KeyType: 'HASH' },
        { AttributeName: 'seen', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};
