import { crc32 } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { dynamoDbWire } from '../../../lib/local/dynamodb/wire.ts';
import { key, openDirect } from './direct.ts';

const post = async (operation: string, body: string) => {
  const { db } = openDirect();
  const answer = await dynamoDbWire(db)({
    method: 'POST',
    protocol: 'https:',
    hostname: 'dynamodb.eu-west-1.amazonaws.com',
    path: '/',
    query: '',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: Buffer.from(body),
  });
  db.close();
  return { ...answer, json: JSON.parse(Buffer.from(answer.body).toString('utf8')) };
};

test('an answer carries the service’s headers, and its checksum is that of the bytes', async () => {
  const { status, headers, body } = await post('GetItem', JSON.stringify({ TableName: 'things', Key: key('없다') }));
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.0',
    'content-length': String(body.length),
    'x-amz-crc32': String(crc32(body)),
  });
  expect(headers['x-amzn-requestid']).toBeTruthy();
});

test.each([
  ['Nonsense', '{}', 'com.amazon.coral.service#UnknownOperationException'],
  ['constructor', '{}', 'com.amazon.coral.service#UnknownOperationException'],
  ['PutItem', '{"TableName":', 'com.amazon.coral.service#SerializationException'],
  ['PutItem', '[]', 'com.amazon.coral.service#SerializationException'],
  ['PutItem', '{"TableName":"things","Item":"text"}', 'com.amazon.coral.service#SerializationException'],
  ['PutItem', '{"TableName":"things"}', 'com.amazon.coral.validate#ValidationException'],
  ['TransactWriteItems', '{"TransactItems":["text"]}', 'com.amazon.coral.service#SerializationException'],
  ['TransactWriteItems', '{"TransactItems":[null]}', 'com.amazon.coral.service#SerializationException'],
  ['TransactGetItems', '{"TransactItems":[null]}', 'com.amazon.coral.service#SerializationException'],
  ['UpdateTimeToLive', '{"TableName":"things"}', 'com.amazon.coral.validate#ValidationException'],
  ['BatchWriteItem', '{"RequestItems":{"things":[{}]}}', 'com.amazon.coral.validate#ValidationException'],
  ['DescribeTable', '{"TableName":"nowhere"}', 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException'],
])('%s with the body %s is answered 400 and %s', async (operation, body, type) => {
  const { status, json } = await post(operation, body);
  expect([status, json.__type]).toEqual([400, type]);
});
