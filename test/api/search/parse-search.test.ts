import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseSearch } from '../../../lib/api/search/parse-search.ts';
import { tokenize } from '../../../lib/api/search/tokenize.ts';
import { issue } from '../scene.ts';

const finds = (query: string, more: Parameters<typeof issue>[1] = {}): boolean => {
  const parsed = parseSearch(query);
  if ('fault' in parsed) throw new Error(parsed.fault);
  const candidate = issue(1, more);
  return parsed.search.statuses.includes(candidate.status) && parsed.search.conditions.every(holds => holds(candidate));
};

describe('a search', () => {
  test.each([
    '',
    'is:unresolved',
    'is:new',
    '!is:resolved',
    'undefined',
    'X IS',
    '"x is undefined"',
    'applycoupon',
    'coupon.ts',
    'SHOP-1',
    'title:"x is"',
    'title:Type*undefined',
    'error.type:typeerror',
    'level:error',
    'level:[warning,error]',
    '!level:fatal',
    'platform:JavaScript',
    '!title:needle x',
    'is:unresolved level:error coupon',
  ])('%p finds an unresolved TypeError', query => {
    expect(finds(query)).toBe(true);
  });

  test.each([
    'is:resolved',
    'is:archived',
    '!is:unresolved',
    'is:regressed',
    '!is:new',
    'is:unresolved is:resolved',
    'needle',
    '"is x"',
    'title:undefined*Type',
    'error.type:RangeError',
    'level:warning',
    '!level:[warning,error]',
    'platform:node',
    '!title:TypeError',
  ])('%p does not', query => {
    expect(finds(query)).toBe(false);
  });

  test('is:archived finds what is archived', () => {
    expect(finds('is:archived', { status: 'ignored' })).toBe(true);
    expect(finds('!is:archived', { status: 'ignored' })).toBe(false);
  });

  test.each(['foo:bar', '!foo:bar', 'user.email:x', 'is:linked', 'constructor:x', '__proto__:x', 'toString:1'])(
    '%p is named as something unknown',
    query => {
      expect(parseSearch(query)).toEqual({
        fault: expect.stringContaining(query.replace('!', '').replace(/^(?!is:)(.*):.*/, '$1')),
      });
    },
  );

  test('of more than 50 terms is refused', () => {
    expect(parseSearch('a '.repeat(51))).toEqual({ fault: expect.stringContaining('50') });
  });
});

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 300, unit: 'binary' }),
    fc
      .array(fc.constantFrom('is:', 'level:', '!', '[', ']', '"', '\\', ',', ' ', 'a', '*', ':', 'title:', 'error'), {
        maxLength: 200,
      })
      .map(parts => parts.join('')),
  );

  test('is either searched for or refused with a reason', () => {
    fc.assert(
      fc.property(text, query => {
        const parsed = parseSearch(query);
        if ('fault' in parsed) expect(parsed.fault).toMatch(/^query: /);
        else expect(typeof parsed.search.conditions.every(holds => holds(issue(1)))).toBe('boolean');
      }),
    );
  });

  test('loses no word on the way', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { maxLength: 20 }), words => {
        expect(tokenize(words.join(' ')).flatMap(({ values }) => values)).toEqual(words);
      }),
    );
  });

  test('of 1000 characters is read before anyone loses patience', () => {
    for (const piece of ['"', '"\\', 'a:"', 'a.', '[', '!', 'a:[']) tokenize(piece.repeat(500).slice(0, 1_000));
  });
});
