import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { look } from '../../../lib/scrub/look.ts';
import { bearer } from '../../../lib/scrub/rules/bearer.ts';
import { cookies } from '../../../lib/scrub/rules/cookies.ts';
import { creditCard } from '../../../lib/scrub/rules/credit-card.ts';
import { email } from '../../../lib/scrub/rules/email.ts';
import { iban } from '../../../lib/scrub/rules/iban.ts';
import { ipv4Address, ipv6Address } from '../../../lib/scrub/rules/ip-address.ts';
import { isPasswordKey, password } from '../../../lib/scrub/rules/password.ts';
import { pemKey } from '../../../lib/scrub/rules/pem-key.ts';
import type { Pattern } from '../../../lib/scrub/rules/rule.ts';
import { urlPassword } from '../../../lib/scrub/rules/url-password.ts';
import { usSsn } from '../../../lib/scrub/rules/us-ssn.ts';
import { cpuTime } from './cpu-time.ts';

const PATTERNS = {
  bearer,
  cookies,
  creditCard,
  email,
  iban,
  ipv4Address,
  ipv6Address,
  password,
  pemKey,
  urlPassword,
  usSsn,
};

/** What a pattern takes from a text, as the scrubber applies it: the look first. */
function found({ needs, find }: Pattern, text: string): string[] {
  if ((look(text) & needs) === 0) return [];
  const ranges = find(text);
  return ranges.flatMap((start, i) => (i % 2 === 0 ? [text.slice(start, ranges[i + 1])] : []));
}

test.each<[keyof typeof PATTERNS, string, string[]]>([
  ['bearer', 'Bearer abc def', ['Bearer abc']],
  ['bearer', 'x BEARER\tabc', ['BEARER\tabc']],
  ['bearer', 'forbearer x', []],
  ['creditCard', '5555-5555-5555-4444 and 6011000990139424', ['5555-5555-5555-4444', '6011000990139424']],
  ['creditCard', '378282246310005', ['378282246310005']],
  ['creditCard', '14571234567890111', []],
  ['iban', 'to GB33BUKB20201555555555.', ['GB33BUKB20201555555555']],
  ['iban', 'ZZ33BUKB20201555555555', []],
  ['usSsn', 'ssn 078-05-1120, no 1078-05-1120', ['078-05-1120']],
  ['email', 'mail jane.doe+x@example.co.uk, p@h.com', ['jane.doe+x@example.co.uk', 'p@h.com']],
  ['email', 'https://u:p@h.com/x', ['p@h.com']],
  ['email', 'a@b @example.com root@localhost a@b.c', []],
  ['ipv4Address', '10.0.0.1 999.1.1.1 v1.2.3', ['10.0.0.1']],
  ['ipv6Address', '10.0.0.1 ::1 fe80::1', ['::1']],
  ['ipv6Address', 'at 2001:db8::8a2e:370:7334, [fe80::1%eth0]:80', ['2001:db8::8a2e:370:7334', 'fe80::1%eth0']],
  ['ipv6Address', '1:2:3:4:5:6:7:8 | ::ffff:10.0.0.1', ['1:2:3:4:5:6:7:8', '::ffff:10.0.0.1']],
  ['ipv6Address', '12:30:45 std::string foo::bar', []],
  ['password', 'see api-key below', ['see api-key below']],
  ['password', 'x?access_token=1', ['x?access_token=1']],
  ['password', 'otp', ['otp']],
  ['password', 'the otp of a token', []],
  ['password', 'a bearer b', ['bearer b']],
  ['pemKey', '-----BEGIN PUBLIC KEY-----\r\nA\r\n-----END PUBLIC KEY-----', ['A']],
  ['pemKey', '-----BEGIN PUBLIC KEY----- no end', []],
  ['urlPassword', 'redis://u:p@h, x//a:b@c, http://u@h', ['p', 'b']],
  ['cookies', 'sessionid=1=2; a=b; SU=x; session=', ['1=2', 'x']],
])('%s in "%s"', (name, text, expected) => {
  expect(found(PATTERNS[name], text)).toEqual(expected);
});

test('words that only contain a keyword do not make a key sensitive', () => {
  expect(['author', 'two-factor-app', 'otps', 'keyboard'].filter(isPasswordKey)).toEqual(['author']);
  expect(['X-CSRFToken', 'OTP', 'two_factor', 'Private-Key'].every(isPasswordKey)).toBe(true);
});

test('the look never hides a match from a rule', () => {
  const parts = fc.constantFrom(
    ...[
      'paSSword',
      'passwd',
      'SECRET',
      'api',
      '_',
      '-',
      'KEY',
      'aUth',
      'credentials',
      'mysql_pwd',
      'private',
      'token',
      '=',
    ],
    ...[
      'bearer x',
      '4571',
      '234567890111',
      '12',
      '3-12-4567',
      'DE',
      '89',
      '370400440532013000',
      'a@b.co',
      '//u:p@h',
      '.',
      '1',
    ],
    ...[
      '::1',
      ':',
      'fe80',
      '-----BEGIN A PUBLIC KEY-----',
      'x',
      '-----END A PUBLIC KEY-----',
      'otp',
      'two_factor',
      ' ',
      'é',
    ],
  );
  const texts = fc.array(fc.oneof(parts, fc.string({ maxLength: 2 })), { maxLength: 8 }).map(all => all.join(''));
  fc.assert(
    fc.property(texts, text => {
      for (const pattern of Object.values(PATTERNS)) {
        if (pattern.find(text).length > 0) expect(look(text) & pattern.needs).not.toBe(0);
      }
    }),
    { numRuns: 3_000 },
  );
});

describe('hostile texts', () => {
  const LENGTH = 100_000;
  const UNITS = [
    'a',
    'a.',
    'a@',
    '@a.',
    'a-',
    '1',
    '4',
    '4 ',
    '12-',
    'DE89a',
    'DE89',
    ':',
    '::',
    '1:',
    ':1',
    'fe80:',
    '1.',
    '//a',
    'a://',
    '//a:',
    '-----BEGIN A KEY',
    '-----BEGIN RSA PRIVATE KEY-----',
    '-----END RSA PRIVATE KEY-----',
    'PRIVATE ',
    'token',
    'bearer ',
    'bearer\n',
    'passwor',
    'a=',
    ';',
    ' ',
    '\0',
  ];
  const repeat = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

  const time = (text: string): number =>
    cpuTime(() => {
      for (const pattern of Object.values(PATTERNS)) pattern.find(text);
      look(text);
    });

  test.each(UNITS)('a text of "%s" takes time in proportion to its length', unit => {
    for (const [head, tail] of [
      ['', ''],
      ['-----BEGIN', ''],
      ['//', '@'],
      ['bearer', ''],
      ['token', '='],
      ['a@', '!'],
    ]) {
      const short = time(head + repeat(unit, LENGTH / 8) + tail);
      const long = time(head + repeat(unit, LENGTH) + tail);
      // eight times the text: a quadratic pattern would take sixty-four times as long, and seconds
      expect(long).toBeLessThan(30 * short + 200);
    }
  });
});
