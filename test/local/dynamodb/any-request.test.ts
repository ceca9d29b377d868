import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openDirect } from './direct.ts';

const OPERATIONS = [
  'CreateTable',
  'DescribeTable',
  'DeleteTable',
  'UpdateTable',
  'ListTables',
  'UpdateTimeToLive',
  'DescribeTimeToLive',
  'DescribeContinuousBackups',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'GetItem',
  'BatchGetItem',
  'BatchWriteItem',
  'Query',
  'Scan',
  'TransactWriteItems',
  'TransactGetItems',
];

const value = fc.oneof(
  fc.record({ S: fc.string({ maxLength: 3 }) }),
  fc.record({ N: fc.oneof(fc.integer().map(String), fc.string({ maxLength: 3 })) }),
  fc.record({ B: fc.base64String({ maxLength: 8 }) }),
  fc.record({ SS: fc.array(fc.string({ maxLength: 2 }), { maxLength: 3 }) }),
  fc.record({ M: fc.jsonValue({ maxDepth: 2 }) }),
  fc.jsonValue({ maxDepth: 2 }),
);
const item = fc.oneof(
  fc.dictionary(fc.constantFrom('pk', 'sk', 'state', 'seen', 'n', '__proto__'), value, { maxKeys: 4 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const word = fc.constantFrom(
  'pk',
  'sk',
  'n',
  '#a',
  ':v',
  'size(n)',
  'NOT',
  'AND',
  '(',
  ')',
  '=',
  '<',
  'SET',
  'ADD',
  'REMOVE',
  ',',
  '.',
  '[0]',
  'contains(n, :v)',
  'begins_with(sk, :v)',
  'pk = :v',
  'n = :v',
  '',
);
const expression = fc.oneof(
  fc.array(word, { maxLength: 6 }).map(words => words.join(' ')),
  fc.jsonValue({ maxDepth: 1 }),
);
const common = {
  TableName: fc.constantFrom('things', 'things', 'things', 'nowhere'),
  ConditionExpression: expression,
  UpdateExpression: expression,
  KeyConditionExpression: expression,
  FilterExpression: expression,
  ProjectionExpression: expression,
  ExpressionAttributeNames: fc.oneof(fc.constant({ '#a': 'n' }), fc.jsonValue({ maxDepth: 1 })),
  ExpressionAttributeValues: fc.oneof(
    value.map(v => ({ ':v': v })),
    fc.jsonValue({ maxDepth: 2 }),
  ),
  ReturnValues: fc.constantFrom('ALL_OLD', 'UPDATED_NEW', 'NONE', 7),
  Item: item,
  Key: item,
};
const single = fc.record(common, { requiredKeys: ['TableName'] });
const request = fc.record(
  {
    ...common,
    IndexName: fc.constantFrom('byState', 'none', null),
    Limit: fc.oneof(fc.integer({ min: -1, max: 3 }), fc.jsonValue({ maxDepth: 1 })),
    ExclusiveStartKey: item,
    Select: fc.constantFrom('COUNT', 'ALL_ATTRIBUTES', 'x'),
    RequestItems: fc.oneof(
      fc.record({ things: fc.array(fc.record({ PutRequest: fc.record({ Item: item }) }), { maxLength: 3 }) }),
      fc.record({ things: fc.record({ Keys: fc.array(item, { maxLength: 3 }) }) }),
      fc.jsonValue({ maxDepth: 3 }),
    ),
    TransactItems: fc.oneof(
      fc.array(
        fc.oneof(
          ...['Put', 'Update', 'Delete', 'ConditionCheck', 'Get'].map(kind => single.map(one => ({ [kind]: one }))),
          fc.jsonValue({ maxDepth: 2 }),
        ),
        { maxLength: 3 },
      ),
      fc.jsonValue({ maxDepth: 2 }),
    ),
    ClientRequestToken: fc.jsonValue({ maxDepth: 1 }),
    TimeToLiveSpecification: fc.jsonValue({ maxDepth: 2 }),
    GlobalSecondaryIndexUpdates: fc.jsonValue({ maxDepth: 3 }),
  },
  { requiredKeys: ['TableName'] },
);

test('whatever is asked is answered: with 200, or with 400 and a reason', () => {
  const { db } = openDirect();
  fc.assert(
    fc.property(fc.constantFrom(...OPERATIONS), fc.oneof(request, request, fc.jsonValue()), (operation, input) => {
      // As it comes over the wire.
      const { status, body } = db.call(operation, JSON.parse(JSON.stringify(input)));
      expect([200, 400]).toContain(status);
      if (status === 400) expect(body).toMatchObject({ __type: expect.stringMatching(/#\w+Exception$/) });
      JSON.stringify(body);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 2_000) },
  );
  db.close();
});
