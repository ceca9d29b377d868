import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkPiiConfig } from '../../../lib/scrub/advanced/check-pii-config.ts';
import { scrubbedBy } from './prepared.ts';

test('the example of the documentation may be stored, and does what it says', async () => {
  const docs = readFileSync(path.join(import.meta.dirname, '../../../docs/scrubbing.md'), 'utf8');
  const config = JSON.parse(/```json\n([^`]+)```/.exec(docs)?.[1] ?? '');
  expect(await checkPiiConfig(config)).toEqual({ config });
  const { extra, tags, request } = await scrubbedBy(config, {
    extra: { build: 'x@y.co', note: '고객 홍길동 x@y.co 10.0.0.1' },
    tags: [['customer', 'Kim']],
    request: { cookies: [['a', 'b']] },
  });
  expect(extra).toEqual({ build: 'x@y.co', note: expect.stringMatching(/^고객 [0-9A-F]{40} \*{6} \[host\]$/) });
  expect(tags).toEqual([['customer', expect.stringMatching(/^[0-9A-F]{40}$/)]]);
  expect(request.cookies).toBeNull();
});

describe('a config of advanced rules', () => {
  test.each([
    ['empty', {}],
    ['with nulls', { rules: null, applications: null, vars: { hashKey: null } }],
    ['of built-in rules', { applications: { '$string || tags.*': ['@email:mask', '@common'] } }],
    [
      'of rules of its own, with fields that nobody knows',
      {
        rules: {
          a: { type: 'pattern', pattern: '(x)', replaceGroups: [0, 1], note: 'n' },
          b: { type: 'alias', rule: 'a' },
        },
        applications: { '**': ['a', 'b'] },
        version: 2,
      },
    ],
  ])('%s may be stored as it is', async (_, config) => {
    expect(await checkPiiConfig(config)).toEqual({ config });
  });

  const rule = (own: object) => ({ rules: { mine: own } });
  const regex = (pattern: string) => rule({ type: 'pattern', pattern });
  test.each([
    [null, 'the config is no object'],
    [[], 'the config is no object'],
    [{ rules: [] }, 'rules is no object'],
    [{ applications: 'x' }, 'applications is no object'],
    [{ applications: { $nope: ['@email'] } }, 'applications."$nope" has an unknown type `$nope`'],
    [{ applications: { '*': ['@email'] } }, 'applications."*" has a `*` alone'],
    [{ applications: { a: ['@userpath:filter'] } }, 'applications."a" names an unknown rule: "@userpath:filter"'],
    [{ applications: { a: '@email' } }, 'applications."a" is no list'],
    [{ applications: { a: [1] } }, 'applications."a" is no list'],
    [rule([]), 'rules."mine" is no object'],
    [rule({}), 'rules."mine".type is missing'],
    [rule({ type: 'nope' }), 'rules."mine".type is an unknown type: "nope"'],
    [
      rule({ type: 'email', redaction: { method: 'shred' } }),
      'rules."mine".redaction.method is an unknown method: "shred"',
    ],
    [rule({ type: 'email', redaction: 'mask' }), 'rules."mine".redaction is no object'],
    [rule({ type: 'email', redaction: { method: 'replace', text: 1 } }), 'rules."mine".redaction.text is no text'],
    [rule({ type: 'email', redaction: { method: 'replace', text: 'x'.repeat(201) } }), 'redaction.text is longer'],
    [rule({ type: 'pattern' }), 'rules."mine".pattern is no text'],
    [rule({ type: 'redact_pair', pattern: 'x' }), 'rules."mine".keyPattern is no text'],
    [regex('('), 'rules."mine".pattern error parsing regexp'],
    [regex('(?=x)'), 'rules."mine".pattern error parsing regexp'],
    [regex('x{2000}'), 'rules."mine".pattern error parsing regexp'],
    [rule({ type: 'pattern', pattern: 'x', replaceGroups: [1] }), 'replaceGroups is no list of groups from 0 to 0'],
    [rule({ type: 'alias', rule: 'other' }), 'rules."mine" names an unknown rule: "other"'],
    [rule({ type: 'alias' }), 'rules."mine".rule is no name'],
    [rule({ type: 'multiple', rules: [1] }), 'rules."mine".rules is no list'],
    [regex('x'.repeat(300_000)), 'longer than 262144 bytes'],
    [
      { rules: Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`r${i}`, { type: 'email' }])) },
      'rules has more than 200 entries',
    ],
    [
      { applications: Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`r${i}`, ['@email']])) },
      'applications has more than 200 entries',
    ],
  ])('is refused with place and reason: %#', async (config, reason) => {
    expect(await checkPiiConfig(config)).toEqual({ faults: expect.arrayContaining([expect.stringContaining(reason)]) });
  });

  test('tells all its faults at once, within reason', async () => {
    const applications = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`$x${'x'.repeat(i)}`, []]));
    expect(await checkPiiConfig({ applications })).toEqual({ faults: expect.any(Array) });
    const checked = await checkPiiConfig({ applications });
    expect('faults' in checked && checked.faults).toHaveLength(20);
  });
});
