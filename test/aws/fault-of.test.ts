import { expect, test } from '@jest/globals';
import { faultOf } from '../../lib/aws/fault-of.ts';
import { awsFailure } from '../../lib/aws/signed-call.ts';

const named = (name: string, message = '', more: object = {}) => Object.assign(new Error(message), { name, ...more });
const answered = (status: number) => awsFailure('S3 PutObject', { status, headers: {}, body: new Uint8Array() });

test.each([
  ['a throttled table', named('ProvisionedThroughputExceededException')],
  ['a service that fails', named('Whatever', '', { $metadata: { httpStatusCode: 500 } })],
  ['a bucket that asks to slow down', answered(503)],
  ['too many requests', answered(429)],
  ['a connection that breaks', named('Error', '', { code: 'ECONNRESET' })],
  ['what was caused by one of these', new Error('outer', { cause: named('ThrottlingException') })],
])('%s is an outage', (_, error) => {
  expect(faultOf(error)).toBe('outage');
});

test('a row that is larger than a table takes is too large, alone or in a transaction', () => {
  expect(faultOf(named('ValidationException', 'Item size has exceeded the maximum allowed size'))).toBe('too_large');
  const reasons = [
    { Code: 'None' },
    { Code: 'ValidationError', Message: 'Item size to update has exceeded the maximum allowed size' },
  ];
  const cancelled = named('TransactionCanceledException', '', { CancellationReasons: reasons });
  expect(faultOf(cancelled)).toBe('too_large');
});

test.each([
  ['a fault of our own', new TypeError('x is undefined')],
  ['a request that is refused', answered(403)],
  ['what is no error', 'text'],
  ['another word of the table', named('ValidationException', 'One or more parameter values were invalid')],
])('%s is neither', (_, error) => {
  expect(faultOf(error)).toBe('other');
});

test('errors that cause each other come to an end', () => {
  const first = new Error('first');
  const second = new Error('second', { cause: first });
  first.cause = second;
  expect(faultOf(first)).toBe('other');
});
