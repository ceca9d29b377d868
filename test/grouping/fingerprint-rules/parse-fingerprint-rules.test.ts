import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  MAX_FINGERPRINT_RULES_CHARS,
  parseFingerprintRules,
} from '../../../lib/grouping/fingerprint-rules/parse-fingerprint-rules.ts';

const rulesOf = (text: string) => {
  const parsed = parseFingerprintRules(text);
  if ('fault' in parsed) throw new Error(JSON.stringify(parsed.fault));
  return parsed.rules;
};
const faultOf = (text: string) => {
  const parsed = parseFingerprintRules(text);
  return 'fault' in parsed ? parsed.fault : undefined;
};

test('a rule is matchers, an arrow, and the values of a fingerprint', () => {
  const [rule] = rulesOf(
    'type:DatabaseUnavailable  !"stack.module":"io sentry.*" -> db, {{ type }} "a, b" title="DB {{ type }} \\"down\\""',
  );
  expect(rule?.matchers.map(({ field, key, negated, pattern }) => ({ field, key, negated, pattern }))).toEqual([
    { field: 'type', key: 'type', negated: false, pattern: 'DatabaseUnavailable' },
    { field: 'module', key: 'stack.module', negated: true, pattern: 'io sentry.*' },
  ]);
  expect(rule?.fingerprint).toEqual(['db', '{{ type }}', 'a, b']);
  expect(rule?.title).toBe('DB {{ type }} "down"');
});

test('a rule says how a person would write it', () => {
  expect(rulesOf('!type:A* tags.shop:eu -> a, b title="T"')[0]?.text).toBe(
    '!type:"A*" tags.shop:"eu" -> "ab" title="T"',
  );
});

test('blank lines and comments are no rules, and ends of lines are of any system', () => {
  expect(rulesOf('# one\r\n\r\ntype:A -> a # why\r\n  \ntype:B -> b')).toHaveLength(2);
});

test.each([
  ['type:A', 1, 7, 'expected ->'],
  ['-> a', 1, 1, 'begins with a matcher'],
  ['type:A ->', 1, 10, 'expected a fingerprint'],
  ['type:A -> title="x"', 1, 20, 'expected a fingerprint'],
  ['\n\ncolour:red -> a', 3, 1, 'colour is no matcher'],
  ['type A -> a', 1, 5, 'expected :'],
  ['type: -> a', 1, 7, 'expected a pattern behind type:'],
  ['type:"A -> a', 1, 6, 'never closed'],
  ['app:maybe -> a', 1, 5, 'app is yes or no'],
  ['type:A -> a size="3"', 1, 13, 'size is no attribute'],
  ['type:A -> a title=b', 1, 19, 'a title stands in quotes'],
  [`${'type:A '.repeat(33)}-> a`, 1, 225, 'at most 32 matchers'],
  [`type:${'a'.repeat(2_000)} -> a`, 1, 6, 'at most 1024 characters'],
  [`${'type:A -> a\n'.repeat(501)}`, 501, 1, 'at most 500 rules'],
  ['x'.repeat(MAX_FINGERPRINT_RULES_CHARS + 1), 1, 1, 'characters'],
])('%.40j is refused with its place', (text, line, column, why) => {
  expect(faultOf(text)).toEqual({ line, column, why: expect.stringContaining(why) });
});

test('any text is rules or a fault within it, soon', () => {
  const piece = fc.constantFrom(
    'type',
    ':',
    '!',
    '"',
    '\\',
    '->',
    ',',
    ' ',
    '{{',
    '}}',
    'title=',
    '#',
    '\n',
    'a*',
    'tags.x',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
      const text = pieces.join('');
      const fault = faultOf(text);
      return fault === undefined || (fault.line >= 1 && fault.line <= text.split('\n').length && fault.column >= 1);
    }),
    { numRuns: 2_000 },
  );
});

describe('a hostile line costs no more than a bounded time', () => {
  test.each(['"', '\\', '{{', '{{ a', 'a:', '!', 'tags.', '-> ', ' '])('64 kB of %j', unit => {
    const started = process.cpuUsage();
    faultOf(`type:A -> ${unit.repeat(60_000 / unit.length)}`);
    faultOf(unit.repeat(60_000 / unit.length));
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(2_000);
  });
});
