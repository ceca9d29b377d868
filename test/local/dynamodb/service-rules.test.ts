// What AWS documents, or answers itself, and DynamoDB Local does otherwise: so it is not in the common suite.
import { expect, test } from '@jest/globals';
import { key, openDirect } from './direct.ts';

const kilobytes = (count: number) => ({ S: 'x'.repeat(count * 1_024 - 100) });

test('a transaction costs twice what its writes cost alone, indexes included', () => {
  const { db, call } = openDirect();
  call('PutItem', { Item: key('checked') });
  const { ConsumedCapacity } = call('TransactWriteItems', {
    TransactItems: [
      {
        Put: {
          TableName: 'things',
          Item: { ...key('put'), state: { S: 'open' }, seen: { S: '1' }, data: kilobytes(3) },
        },
      },
      {
        Update: {
          TableName: 'things',
          Key: key('updated'),
          UpdateExpression: 'ADD n :n',
          ExpressionAttributeValues: { ':n': { N: '1' } },
        },
      },
      { ConditionCheck: { TableName: 'things', Key: key('checked'), ConditionExpression: 'attribute_exists(pk)' } },
    ],
    ReturnConsumedCapacity: 'INDEXES',
  });
  expect(ConsumedCapacity).toEqual([
    {
      TableName: 'things',
      CapacityUnits: 12,
      WriteCapacityUnits: 12,
      Table: { CapacityUnits: 10, WriteCapacityUnits: 10 },
      GlobalSecondaryIndexes: { byState: { CapacityUnits: 2, WriteCapacityUnits: 2 } },
    },
  ]);
  db.close();
});

test('reading in a transaction costs twice a consistent read', () => {
  const { db, call } = openDirect();
  call('PutItem', { Item: { ...key('big'), data: kilobytes(5) } });
  const { ConsumedCapacity } = call('TransactGetItems', {
    TransactItems: ['big', 'absent'].map(pk => ({ Get: { TableName: 'things', Key: key(pk) } })),
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(ConsumedCapacity).toEqual([{ TableName: 'things', CapacityUnits: 6, ReadCapacityUnits: 6 }]);
  db.close();
});

test('a repeated transaction costs what reading its items costs, until its token is forgotten', () => {
  const { db, clock, call } = openDirect();
  const add = () =>
    call('TransactWriteItems', {
      ClientRequestToken: 'once',
      TransactItems: [
        {
          Update: {
            TableName: 'things',
            Key: key('counter'),
            UpdateExpression: 'ADD n :n',
            ExpressionAttributeValues: { ':n': { N: '1' } },
          },
        },
      ],
      ReturnConsumedCapacity: 'TOTAL',
    });
  const count = () => call('GetItem', { Key: key('counter') }).Item.n.N;
  expect(add().ConsumedCapacity).toEqual([{ TableName: 'things', CapacityUnits: 2, WriteCapacityUnits: 2 }]);
  expect(add().ConsumedCapacity).toEqual([{ TableName: 'things', CapacityUnits: 2, ReadCapacityUnits: 2 }]);
  expect(count()).toBe('1');
  clock.seconds += 600;
  add();
  expect(count()).toBe('2');
  db.close();
});

test('each item that a batch of reads does not find costs as one it finds', () => {
  const { db, call } = openDirect();
  const { ConsumedCapacity } = call('BatchGetItem', {
    RequestItems: { things: { Keys: [key('absent'), key('absent too')] } },
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(ConsumedCapacity).toEqual([{ TableName: 'things', CapacityUnits: 1 }]);
  db.close();
});

test('an operation that cannot be applied cancels its transaction with a reason of its own', () => {
  const { db, call } = openDirect();
  call('PutItem', { Item: { ...key('p'), n: { S: 'text' } } });
  const answer = call(
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName: 'things', Item: key('q') } },
        {
          Update: {
            TableName: 'things',
            Key: key('p'),
            UpdateExpression: 'ADD n :n',
            ExpressionAttributeValues: { ':n': { N: '1' } },
          },
        },
      ],
    },
    400,
  );
  expect(answer).toMatchObject({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    message: expect.stringMatching(/\[None, ValidationError\]$/),
    CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
  });
  db.close();
});

test('an update cannot give an index key another type', () => {
  const { db, call } = openDirect();
  const refused = call(
    'UpdateItem',
    {
      Key: key('p'),
      UpdateExpression: 'SET #s = :n',
      ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':n': { N: '1' } },
    },
    400,
  );
  expect(refused.message).toMatch(/Type mismatch for Index Key state Expected: S Actual: N/);
  db.close();
});

test('of an updated list or map only what was updated is given back', () => {
  const { db, call } = openDirect();
  call('PutItem', {
    Item: { ...key('p'), l: { L: [{ N: '1' }, { N: '2' }] }, m: { M: { x: { N: '1' }, y: { N: '2' } } } },
  });
  const update = (ReturnValues: string) =>
    call('UpdateItem', {
      Key: key('p'),
      UpdateExpression: 'SET l[1] = :n, m.x = :n',
      ExpressionAttributeValues: { ':n': { N: '9' } },
      ReturnValues,
    }).Attributes;
  expect(update('UPDATED_OLD')).toEqual({ l: { L: [{ N: '2' }] }, m: { M: { x: { N: '1' } } } });
  expect(update('UPDATED_NEW')).toEqual({ l: { L: [{ N: '9' }] }, m: { M: { x: { N: '9' } } } });
  db.close();
});

test('an item that has an attribute of another type is left out of an index that is made later', () => {
  const { db, call } = openDirect();
  call('PutItem', { Item: { ...key('p', 'number'), tag: { N: '1' } } });
  call('PutItem', { Item: { ...key('p', 'text'), tag: { S: '1' } } });
  call('UpdateTable', {
    AttributeDefinitions: [{ AttributeName: 'tag', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [
      {
        Create: {
          IndexName: 'byTag',
          KeySchema: [{ AttributeName: 'tag', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      },
    ],
  });
  expect(call('Scan', { IndexName: 'byTag' }).Items).toEqual([{ ...key('p', 'text'), tag: { S: '1' } }]);
  db.close();
});
