import type { DynamoDb } from '../../../lib/local/dynamodb/engine.ts';

const TableName = 'crash';
/** How many items there are at a time; older ones are deleted. */
export const STEPS_KEPT = 10;
const COUNTER = { id: { S: 'counter' } };

export const CRASH_TABLE = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['id', 'state', 'at'].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byState',
      KeySchema: [
        { AttributeName: 'state', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

const id = (number: number) => ({ id: { S: `step-${number}` } });
const at = (number: number) => ({ S: String(number).padStart(8, '0') });

/** One transaction: counts, makes an item, moves the one before within the index, deletes an old one. */
export const step = (number: number) => ({
  TransactItems: [
    {
      Update: {
        TableName,
        Key: COUNTER,
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    },
    {
      Put: { TableName, Item: { ...id(number), state: { S: 'new' }, at: at(number), data: { S: 'x'.repeat(3_000) } } },
    },
    ...(number > 1
      ? [
          {
            Update: {
              TableName,
              Key: id(number - 1),
              UpdateExpression: 'SET #state = :old',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: { ':old': { S: 'old' } },
            },
          },
        ]
      : []),
    { Delete: { TableName, Key: id(number - STEPS_KEPT) } },
  ],
});

/** Items and index rows as they must be after so many steps. */
export const expected = (number: number) => {
  const kept = Array.from({ length: Math.min(number, STEPS_KEPT) }, (_, index) => number - index).reverse();
  return {
    items: kept.map(each => `step-${each} ${each === number ? 'new' : 'old'}`).sort(),
    rows: kept.map(each => `${each === number ? 'new' : 'old'} ${at(each).S} step-${each}`).sort(),
  };
};

export const counterOf = (db: DynamoDb): number => {
  const { body } = db.call('GetItem', { TableName, Key: COUNTER });
  return Number((body as { Item?: { n: { N: string } } }).Item?.n.N ?? 0); // the service's shape of an answer
};

export const found = (db: DynamoDb) => {
  const scan = (more: object) =>
    (db.call('Scan', { TableName, ...more }).body as { Items: Record<string, { S: string }>[] }).Items; // the same
  return {
    items: scan({ FilterExpression: 'attribute_not_exists(n)' })
      .map(item => `${item.id?.S} ${item.state?.S}`)
      .sort(),
    rows: scan({ IndexName: 'byState' })
      .map(row => `${row.state?.S} ${row.at?.S} ${row.id?.S}`)
      .sort(),
  };
};
