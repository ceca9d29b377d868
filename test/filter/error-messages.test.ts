import { describe, expect, test } from '@jest/globals';
import { filtered, thrown } from './event.ts';

const TRANSACTION = {
  transaction: 'GET /',
  start_timestamp: 1_795_377_599,
  timestamp: 1_795_377_600,
  contexts: { trace: { trace_id: 'b'.repeat(32), span_id: 'c'.repeat(16), op: 'http' } },
};

describe('a pattern for messages', () => {
  test.each([
    ['the whole exception', 'TypeError: cart*', thrown({ type: 'TypeError', value: 'cart is undefined' })],
    ['a part of it, with stars', '*IS undefined*', thrown({ type: 'TypeError', value: 'cart is undefined' })],
    ['an exception without a type', 'no type here', thrown({ value: 'no type here' })],
    ['an exception without a value', 'AbortError', thrown({ type: 'AbortError' })],
    ['a cause as well', '*socket*', thrown({ type: 'A', value: 'socket closed' }, { type: 'B', value: 'failed' })],
    ['a message', 'disk full', { message: 'disk full' }],
    ['a message with its parameters', '*7 orders*', { logentry: { message: '%s orders', params: [7] } }],
  ])('takes %s', (_, pattern, fields) => {
    expect(filtered(fields, { errorMessages: ['nothing', pattern] })).toBe('error-message');
  });

  test.each([
    ['a mere part without stars', 'undefined', thrown({ type: 'TypeError', value: 'cart is undefined' })],
    ['the value alone of an exception with a type', 'cart*', thrown({ type: 'TypeError', value: 'cart is undefined' })],
    ['a transaction', '*', { type: 'transaction', message: 'x', ...TRANSACTION }],
  ])('leaves %s', (_, pattern, fields) => {
    expect(filtered(fields, { errorMessages: [pattern] })).toBeUndefined();
  });
});
