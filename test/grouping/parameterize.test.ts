import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NEWEST_CONFIG } from '../../lib/grouping/config.ts';
import { PARAMETER_PATTERNS } from '../../lib/grouping/parameter-patterns.ts';
import { parameterizer } from '../../lib/grouping/parameterize.ts';

const { parameterize } = NEWEST_CONFIG;

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
    ['on java.net failed', 'on <hostname> failed'],
    ['mail to jane@localhost', 'mail to <email>'],
    ['report_2024-02-29.csv', 'report_<date>.csv'],
    ['from 10.0.0.256', 'from <int>.<int>.<int>.<int>'],
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
    // Addresses of any scheme, without what the sentence puts around them.
    ['see https://a.example/x?y=1, then postgres://db:5432/shop.', 'see <url>, then <url>.'],
    ['"https://a.example/x" <ftp://b>', '"<url>" <<url>>'],
    // What scrubbing left of them.
    ['user [email] of [ip]:443 with [mac], [uuid]', 'user <email> of <ip>:<int> with <mac_address>, <uuid>'],
    ['[creditcard] of [user]', '[creditcard] of [user]'],
    // Hosts as far as their labels go.
    ['from mail.example.com:25', 'from <hostname>:<int>'],
    ['cart-17.example', 'cart-<int>.example'],
    // Four numbers are an address, two a float, any other count so many numbers.
    ['1.2.3.4', '<ip>'],
    ['1.2.3 or 1.2.3.4.5', '<int>.<int>.<int> or <int>.<int>.<int>.<int>.<int>'],
    ['0.0.0.01', '<int>.<int>.<int>.<int>'],
    ['HTTP/1.1 and v1.2', 'HTTP/<float> and v1.<int>'],
    [
      'from 00:1B:44:11:3A:B7, 00-1b-44-11-3a-b7 and 001b.4411.3ab7',
      'from <mac_address>, <mac_address> and <mac_address>',
    ],
    // Times of day, with and without seconds.
    ['3:04, 3:04PM, 12:31 pm, 23:59 and 09:05:59', '<date>, <date>, <date>, <date> and <date>'],
    ['11:21:99 and 24:00', '<int>:<int>:<int> and <int>:<int>'],
    ['main.js:123:45', 'main.js:<int>:<int>'],
    ['at 2024-02-29T235959Z', 'at <date>'],
    ['at 20240229 23:59:59.123+0200', 'at <date>'],
    ['at 2024-02-29 23:59', 'at <date>'],
    // A minus belongs to a number that it does not join to a word.
    ['difference:-4, maisey-908, 1121-1231, -0xff', 'difference:<int>, maisey-<int>, <int>-<int>, <hex>'],
    ['-12345678', '<hex>'],
    ['12345678901234567890', '<hex>'],
    // Underscores end numbers and ids.
    ['bundle_a1b2c3.js of user_17_x', 'bundle_<hex>.js of user_<int>_x'],
    ['img_k9Mtd2gDcgG.jpg, k9mtd2gdcgg_thumbnail.jpg', 'img_<random_id>.jpg, <random_id>_thumbnail.jpg'],
    ['session V1StGXR8-Z5jdHi6B-myT', 'session <random_id>'],
    ['a1Z2 but a1z2', '<random_id> but a1z2'],
    ['took 500ms, 1.5s, 12s', 'took <duration>, <duration>, <duration>'],
    ['주문 17번 실패', '주문 <int>번 실패'],
    ["at='1'\nto=\"a\nb\" of=''", "at=<quoted_str>\nto=<quoted_str> of=''"],
  ])('%s', (message, expected) => {
    expect(parameterize(message)).toBe(expected);
  });
});

describe('what names a thing stays', () => {
  test.each([
    'Payment provider answered slowly',
    "Cannot read properties of undefined (reading 'minimum')",
    'A::b() failed in std::vec and Abc::Dad',
    'com.shop.Order in shop.cart.charge',
    'java.net.SocketException in com.shop.Order and some.module.path of somefile.txt',
    'utf8 http2 v2 mp3 i18n p2p x86 dogNumber1 bball4lyfe',
    'retry10s 123msabc',
    'a::b() in Option::unwrap',
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
    'a-',
    'a1-',
    'a1b',
    'a://',
    'a:',
    'a.com.',
    '00:',
    '.',
    'http://.',
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

test('leaving out the patterns that cannot match changes nothing', () => {
  const untold = PARAMETER_PATTERNS.map(({ name, source, accepts }) => ({ name, source, ...(accepts && { accepts }) }));
  const tryAll = parameterizer(untold);
  const part = fc.constantFrom(
    ...[
      'jane@example.com',
      '[email]',
      '[ip]',
      'https://a.example/b?c=d',
      'shop.example.org',
      'java.net.SocketException',
      '1.5',
      '-3',
      '=',
      "'",
    ],
    ...['5f3c2a9e-1b2c-4d5e-8f90-123456789abc', 'd41d8cd98f00b204e9800998ecf8427e', '2026-11-23T12:00:01Z', '10.0.0.7'],
    ...['da39a3ee5e6b4b0d3255bfef95601890afd80709', 'txabcdef0123456789abcde-0123456789', '00:1b:44:11:3a:b7', '::1'],
    ...[
      `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`,
      'true',
      '"x y"',
      '12ms',
      'k9Mtd2gDcgG',
      '7',
      'order',
      ' ',
      '.',
      '@',
      '-',
    ],
  );
  const text = fc.array(fc.oneof(part, fc.string({ maxLength: 4 })), { maxLength: 12 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(text, given => {
      expect(parameterize(given)).toBe(tryAll(given));
    }),
    { numRuns: 3_000 },
  );
});
