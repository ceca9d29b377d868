import { describe, expect, test } from '@jest/globals';
import { NEWEST_CONFIG } from '../../lib/grouping/config.ts';
import { resolveFingerprint } from '../../lib/grouping/fingerprint.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import { exceptionEvent, inApp, makeEvent, messageEvent, ofSystem } from './make-event.ts';

const resolved = (event: SentryEvent) => resolveFingerprint(event, NEWEST_CONFIG);

test.each([[[]], [['{{ default }}']], [['{{default}}']], [[' {{  default }} ']]])(
  '%j asks for nothing special',
  fingerprint => {
    expect(resolved(makeEvent({ fingerprint }))).toBeUndefined();
  },
);

test('without a fingerprint nothing special is asked for', () => {
  expect(resolved(makeEvent())).toBeUndefined();
});

test('the default can be split further', () => {
  expect(resolved(makeEvent({ fingerprint: ['{{ default }}', 'eu'] }))).toEqual([undefined, 'eu']);
});

describe('variables', () => {
  const full = exceptionEvent(
    {
      type: 'KeyError',
      value: 'order 17',
      stacktrace: {
        frames: [
          inApp({
            function: 'charge',
            module: 'shop',
            package: '/srv/lib/shop.so',
            filename: 'shop.py',
            abs_path: '/srv/shop.py',
          }),
          ofSystem({ function: 'send', module: 'http' }),
        ],
      },
    },
    { transaction: 'GET /cart', logger: 'shop', level: 'fatal', tags: [['region', 'eu']] },
  );
  const value = (name: string, event: SentryEvent): string | undefined =>
    resolved({ ...event, fingerprint: [`{{ ${name} }}`] })?.[0];

  test.each([
    ['transaction', 'GET /cart', '<no-transaction>'],
    ['message', 'order <int>', '<no-message>'],
    ['type', 'KeyError', '<no-type>'],
    ['error.type', 'KeyError', '<no-type>'],
    ['value', 'order <int>', '<no-value>'],
    ['error.value', 'order <int>', '<no-value>'],
    ['raw_message', 'order 17', '<no-message>'],
    ['raw_value', 'order 17', '<no-value>'],
    ['error.raw_value', 'order 17', '<no-value>'],
    ['function', 'charge', '<no-function>'],
    ['stack.function', 'charge', '<no-function>'],
    ['path', '/srv/shop.py', '<no-abs-path>'],
    ['stack.abs_path', '/srv/shop.py', '<no-abs-path>'],
    ['stack.filename', 'shop.py', '<no-filename>'],
    ['module', 'shop', '<no-module>'],
    ['stack.module', 'shop', '<no-module>'],
    ['package', 'shop.so', '<no-package>'],
    ['stack.package', 'shop.so', '<no-package>'],
    ['level', 'fatal', 'error'],
    ['logger', 'shop', '<no-logger>'],
    ['tags.region', 'eu', '<no-value-for-tag-region>'],
    ['nonsense', '<unrecognized-variable-nonsense>', '<unrecognized-variable-nonsense>'],
  ])('{{ %s }} reads %s, or %s', (name, there, missing) => {
    expect(value(name, full)).toBe(there);
    expect(value(name, makeEvent())).toBe(missing);
  });
});

test('a fingerprint that repeats the message does not split by the numbers in it', () => {
  expect(resolved(messageEvent('order 17', { fingerprint: ['order 17', 'shard 4'] }))).toEqual([
    'order <int>',
    'shard 4',
  ]);
});

test('or any of the messages of a chain', () => {
  const values = [
    { type: 'Cause', value: 'row 3' },
    { type: 'E', value: 'order 17' },
  ];
  expect(resolved(makeEvent({ exception: { values }, fingerprint: ['row 3', 'row 4'] }))).toEqual([
    'row <int>',
    'row 4',
  ]);
});

test('another variable that happens to say the same keeps its numbers', () => {
  const event = messageEvent('GET /1', { transaction: 'GET /1', fingerprint: ['{{ transaction }}', '{{ message }}'] });
  expect(resolved(event)).toEqual(['GET /1', 'GET /<int>']);
});

test('a message of many lines counts with all of them', () => {
  expect(resolved(messageEvent('a 1\nb\nc 2', { fingerprint: ['{{ message }}'] }))).toEqual(['a <int>\nb\nc <int>']);
});

test('a variable inside of a text is only text', () => {
  expect(resolved(makeEvent({ fingerprint: ['at {{ transaction }}'] }))).toEqual(['at {{ transaction }}']);
});
