import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lookStrictly } from '../../../lib/scrub/look.ts';
import { STRICT_RULES } from '../../../lib/scrub/rules/strict/strict-rules.ts';
import { readCorpus } from '../corpus.ts';
import { identifier } from '../identifiers.ts';
import { cpuTime } from './cpu-time.ts';

const PATTERNS = STRICT_RULES.map(({ pattern }) => pattern);

const agrees = (text: string): void => {
  for (const { id, pattern } of STRICT_RULES) {
    if (pattern.find(text).length > 0)
      expect([id, text, lookStrictly(text) & pattern.needs]).not.toEqual([id, text, 0]);
  }
};

test('the look never hides a match from a rule', () => {
  for (const { text } of readCorpus()) agrees(text);
  const parts = fc.constantFrom(
    ...[
      '비밀번호: a1b2',
      '암호=x1',
      '비번=1',
      'cvc=1',
      'passphrase=a1',
      'accessKey=x1',
      'pwd=1',
      'a%40b.co',
      'xox',
      'eyJ',
    ],
    ...[
      '010',
      '1234',
      '5678',
      '-',
      ' - ',
      ' ',
      '.',
      '(02) ',
      '+82',
      '203.0.113.7',
      '::1',
      'fe80',
      ':',
      '900101',
      '우리 ',
    ],
  );
  const texts = fc.array(
    fc.oneof(
      parts,
      identifier.map(({ text }) => text),
      fc.string({ maxLength: 2 }),
    ),
    { maxLength: 7 },
  );
  fc.assert(
    fc.property(texts, all => agrees(all.join(''))),
    { numRuns: 2_000 },
  );
});

test('ranges ascend and lie apart', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          identifier.map(({ text }) => text),
          fc.constantFrom(' ', '국민은행 ', 'password='),
        ),
        { maxLength: 6 },
      ),
      all => {
        const text = all.join('');
        for (const pattern of PATTERNS) {
          const ranges = pattern.find(text);
          expect([...ranges].sort((a, b) => a - b)).toEqual([...ranges]);
        }
      },
    ),
    { numRuns: 500 },
  );
});

describe('hostile texts', () => {
  const LENGTH = 100_000;
  const UNITS = [
    ...[
      'a',
      'a.',
      'a@',
      '@a.',
      'a@b.',
      '%40',
      'a%40',
      '1',
      '1-',
      '1.',
      '1 ',
      '12-',
      '010',
      '010-',
      '0101234',
      '+',
      '+1',
      '+1 (',
    ],
    ...[
      '900101',
      '900101-',
      '9001011',
      '110-',
      '4111 ',
      '4111-',
      '국민',
      '은행',
      '국민은행 ',
      '우리 1',
      '계좌번호',
      '계좌 : ',
      'M1',
      'M12345678',
    ],
    ...[
      ':',
      '::',
      '1:',
      'f:',
      'fe80:',
      '://',
      '://a:',
      '://a:b',
      'eyJ',
      'eyJ.',
      'eyJaaaaaa.',
      'AKIA',
      'AKIAIOSFODNN7EXAMPLE ',
      'A/',
    ],
    ...[
      'ghp_',
      'github_pat_',
      'xoxb-',
      'xoxb-1',
      'sk_live_',
      'live_sk_',
      'npm_',
      'bearer ',
      'basic ',
      'basic aaaaaa',
      'password',
      'password=',
    ],
    ...[
      'password="',
      'password: ',
      'token\\"',
      'secret = ',
      '비밀번호',
      '암호=',
      ' ',
      '\0',
      '(',
      '-',
      'jumin 9001011234567 ',
    ],
  ];
  const repeat = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

  const time = (text: string): number =>
    cpuTime(() => {
      for (const pattern of PATTERNS) pattern.find(text);
      lookStrictly(text);
    });

  test.each(UNITS)('a text of "%s" takes time in proportion to its length', unit => {
    for (const [head, tail] of [
      ['', ''],
      ['국민은행 ', '!'],
      ['://', '@'],
      ['password="', ''],
      [`${'AK'}IAIOSFODNN7EXAMPLE `, ''],
    ]) {
      const short = time(head + repeat(unit, LENGTH / 8) + tail);
      const long = time(head + repeat(unit, LENGTH) + tail);
      // eight times the text: a quadratic pattern would take sixty-four times as long, and seconds
      expect(long).toBeLessThan(30 * short + 200);
    }
  });
});
