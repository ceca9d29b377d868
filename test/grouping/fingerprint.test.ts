import { describe, expect, test } from '@jest/globals';
import { clientFingerprint } from '../../lib/grouping/fingerprint.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import { exceptionEvent, inApp, makeEvent, messageEvent, ofSystem } from './make-event.ts';

test.each([[[]], [['{{ default }}']], [['{{default}}']], [[' {{  default }} ']]])(
  '%j asks for nothing special',
  fingerprint => {
    expect(clientFingerprint(makeEvent({ fingerprint }))).toBeUndefined();
  },
);

test('without a fingerprint nothing special is asked for', () => {
  expect(clientFingerprint(makeEvent())).toBeUndefined();
});

test('the default can be split further', () => {
  expect(clientFingerprint(makeEvent({ fingerprint: ['{{ default }}', 'eu'] }))).toEqual([undefined, 'eu']);
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
    clientFingerprint({ ...event, fingerprint: [`{{ ${name} }}`] })?.[0];

  test.each([
    ['transaction', 'GET /cart', '<no-transaction>'],
    ['message', 'order <int>', '<no-message>'],
    ['type', 'KeyError', '<no-type>'],
    ['error.type', 'KeyError', '<no-type>'],
    ['value', 'order <int>', '<no-value>'],
    ['error.value', 'order <int>', '<no-value>'],
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
  expect(clientFingerprint(messageEvent('order 17', { fingerprint: ['order 17', 'shard 4'] }))).toEqual([
    'order <int>',
    'shard 4',
  ]);
});

test('a variable inside of a text is only text', () => {
  expect(clientFingerprint(makeEvent({ fingerprint: ['at {{ transaction }}'] }))).toEqual(['at {{ transaction }}']);
});
