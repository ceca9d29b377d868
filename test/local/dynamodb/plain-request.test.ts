import { expect, test } from '@jest/globals';
import batchWriteItemRequest from 'dynalite/validations/batchWriteItem.js';
import getItemRequest from 'dynalite/validations/getItem.js';
import validations from 'dynalite/validations/index.js';
import putItemRequest from 'dynalite/validations/putItem.js';
import queryRequest from 'dynalite/validations/query.js';
import updateItemRequest from 'dynalite/validations/updateItem.js';
import fc from 'fast-check';
import { isPlainRequest } from '../../../lib/local/dynamodb/plain-request.ts';

const OPERATIONS = [getItemRequest, putItemRequest, updateItemRequest, queryRequest, batchWriteItemRequest];

const scalar = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const base64 = fc.constantFrom('', 'YQ==', 'YR==', 'YWI', 'YWJj');
const name = fc.constantFrom('pk', 'sk', 'constructor', '__proto__');

/** Mostly values as they should be, some of the wrong type, some of none. */
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ S: fc.string() }),
    fc.record({ N: fc.constantFrom('1', '1.50', '1e3') }),
    fc.record({ B: base64 }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ SS: fc.array(fc.string(), { maxLength: 2 }) }),
    fc.record({ L: fc.array(tie('value'), { maxLength: 2 }) }),
    fc.record({ M: fc.dictionary(name, tie('value'), { maxKeys: 2 }) }),
    fc.dictionary(fc.constantFrom('S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'BS', 'L', 'M', 'Z'), scalar, { maxKeys: 2 }),
  ),
}));
const item = fc.dictionary(name, value, { maxKeys: 2 });
const text = fc.oneof({ arbitrary: fc.string(), weight: 9 }, scalar);

/** Members of all operations: those that one does not know make its request anything but plain. */
const member = fc.oneof(
  fc.record({ TableName: text }),
  fc.record({ Key: item }),
  fc.record({ Item: item }),
  fc.record({ ExpressionAttributeNames: fc.dictionary(fc.string({ maxLength: 3 }), text, { maxKeys: 2 }) }),
  fc.record({ ExpressionAttributeValues: item }),
  fc.record({ UpdateExpression: text }),
  fc.record({ ConsistentRead: fc.oneof(fc.boolean(), scalar) }),
  fc.record({ Limit: fc.oneof(fc.integer(), scalar) }),
  fc.record({
    RequestItems: fc.dictionary(
      name,
      fc.array(fc.record({ PutRequest: fc.record({ Item: item }, { requiredKeys: [] }) }), { maxLength: 2 }),
      { maxKeys: 2 },
    ),
  }),
);
const request = fc.array(member, { maxLength: 3 }).map(members => Object.assign({}, ...members) as object);

test('what is found plain is what the full check leaves as it is', () => {
  let plain = 0;
  fc.assert(
    fc.property(request, fc.constantFrom(...OPERATIONS), (made, { types }) => {
      // As it comes over the wire.
      const input = JSON.parse(JSON.stringify(made)) as object;
      if (!isPlainRequest(input, types)) return;
      if (Object.keys(input).length > 0) plain++;
      expect(validations.checkTypes(structuredClone(input), types)).toEqual(input);
    }),
    { numRuns: 3_000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test('an ordinary update is plain; a number for a text, a null, an unknown member are not', () => {
  const update = { TableName: 'things', Key: { pk: { S: 'a' } }, ExpressionAttributeValues: { ':n': { N: '1' } } };
  const isPlain = (change: object): boolean => isPlainRequest({ ...update, ...change }, updateItemRequest.types);
  expect(isPlain({})).toBe(true);
  expect(isPlain({ ReturnValues: 1 })).toBe(false);
  expect(isPlain({ ReturnValues: null })).toBe(false);
  expect(isPlain({ Colour: 'red' })).toBe(false);
  expect(isPlain({ Key: { pk: { S: 'a', Q: 'b' } } })).toBe(false);
  expect(isPlain({ Key: { pk: { B: 'YR==' } } })).toBe(false);
});
