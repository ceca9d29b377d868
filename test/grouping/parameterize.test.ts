import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parameterize } from '../../lib/grouping/parameterize.ts';

describe('what varies in a message is replaced', () => {
  test.each([
    ['order #1231', 'order #<int>'],
    ['a=true b="x"', 'a=<bool> b=<quoted_str>'],
    ["name='Jane Doe' ok=False", 'name=<quoted_str> ok=<bool>'],
    ['HTTP/1.18080', 'HTTP/<float>'],
    ['mail to jane.doe+shop@mail.example.com failed', 'mail to <email> failed'],
    ['GET https://shop.example.com/orders/7?x=1 timed out', 'GET <url> timed out'],
    ['wss://live.example.com/socket closed', '<url> closed'],
    ['no route to db-1.internal.example.com', 'no route to <hostname>'],
    ['NO ROUTE TO DB.EXAMPLE.COM.', 'NO ROUTE TO <hostname>.'],
    ['connect ECONNREFUSED 10.0.0.17:5432', 'connect ECONNREFUSED <ip>:<int>'],
    ['from fe80::1ff:fe23:4567:890a and [::1]', 'from <ip> and [<ip>]'],
    ['peer 2001:0db8:85a3:0000:0000:8a2e:0370:7334 left', 'peer <ip> left'],
    ['peer ::ffff:127.0.0.1 left', 'peer <ip> left'],
    ['trace 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'trace <traceparent>'],
    ['root 1-67891233-abcdef012345678912345678', 'root <traceparent>'],
    ['id 550e8400-e29b-41d4-a716-446655440000', 'id <uuid>'],
    ['at 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12', 'at <sha1>'],
    ['is 9e107d9d372bb6826bd81d3542a419d6', 'is <md5>'],
    ['at 2024-02-29T23:59:59.123Z', 'at <date>'],
    ['at 2024-02-29 23:59:59+02:00', 'at <date>'],
    ['on 2024-02-29', 'on <date>'],
    ['at 20240229T235959Z', 'at <date>'],
    ['since Thu, 29 Feb 2024 23:59:59 GMT', 'since <date>'],
    ['since Thursday, 29-Feb-24 23:59:59 GMT', 'since <date>'],
    ['since Jan 02, 1999', 'since <date>'],
    ['since Thu Feb 29 2024 23:59:59 GMT+0100 (Central European Standard Time)', 'since <date>'],
    ['since Thu Feb 29 23:59:59 2024', 'since <date>'],
    ['due datetime.datetime(2024, 2, 29, 23, 59)', 'due <date>'],
    ['at 11:59 PM', 'at <date>'],
    ['took 250ms, then 1.5s', 'took <duration>, then <duration>'],
    ['txn tx274a77a8975c4a66aeb24-0052d95365', 'txn <swift_txn_id>'],
    ['at 0xDEADBEEF', 'at <hex>'],
    ['row 1234567890', 'row <hex>'],
    ['key deadbeefcafe', 'key <hex>'],
    ['color 3fa9', 'color <hex>'],
    ['commit 1a2b3c4', 'commit <git_sha>'],
    ['ratio -0.25', 'ratio <float>'],
    ['offset -12, order-12', 'offset <int>, order-<int>'],
    ['session K8s9dJ2kLmQ0 expired', 'session <random_id> expired'],
  ])('%s', (message, expected) => {
    expect(parameterize(message)).toBe(expected);
  });
});

describe('what names a thing stays', () => {
  test.each([
    'Payment provider answered slowly',
    "Cannot read properties of undefined (reading 'minimum')",
    'A::b() failed in std::vec and Abc::Dad',
    'java.net.SocketException in com.shop.Order',
    'sha256withRSA2048 is not supported',
    'utf8 x86_64_linux_gnu2 http2 v2',
    'name "x" is not defined',
    '',
  ])('%s', message => {
    expect(parameterize(message)).toBe(message);
  });
});

test('a second pass changes no more numbers: what was replaced stays replaced', () => {
  const once = parameterize('order 17 of jane@example.com at 10.0.0.1');
  expect(parameterize(once)).toBe(once);
});

test('any text is answered with a text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => typeof parameterize(text) === 'string'));
});

test('two messages that differ only in their numbers become one', () => {
  const number = fc.integer({ min: 0, max: 9_999_999 });
  fc.assert(
    fc.property(number, number, (a, b) => parameterize(`order #${a} failed`) === parameterize(`order #${b} failed`)),
  );
});

describe('a hostile message costs no more than a bounded time', () => {
  const REPEATED = [
    'a',
    '1',
    'a.',
    '1.',
    '1:',
    'a:',
    '::',
    'a@',
    "='",
    '0x',
    '1-',
    'Jan 1, ',
    '12:34 ',
    'tx0',
    'a1',
    '_',
  ];
  // Far above the 5 ms that were measured; a backtracking pattern would take minutes.
  const LIMIT_MS = 2_000;
  test.each(REPEATED)('100 kB of %j', unit => {
    const text = unit.repeat(100_000 / unit.length);
    const start = process.cpuUsage();
    parameterize(text);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(LIMIT_MS);
  });
});
