import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseSearch } from '../../../lib/api/search/parse-search.ts';
import type { Search } from '../../../lib/api/search/search.ts';
import { tokenize } from '../../../lib/api/search/tokenize.ts';
import type { TagValueCount } from '../../../lib/ports/issue-stats.ts';
import { lifeAtBirth } from '../../../lib/protocol/issue-life.ts';
import { HOUR, issue, NOW } from '../scene.ts';

const asking = { now: NOW, me: ['u1', 'jane@example.com'], latest: ['shop@1.4.2'] };
const read = (query: string): Search => {
  const parsed = parseSearch(query, asking);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed.search;
};
const finds = (query: string, more: Parameters<typeof issue>[1] = {}): boolean => {
  const search = read(query);
  const candidate = issue(1, more);
  return search.statuses.includes(candidate.status) && search.conditions.every(holds => holds(candidate));
};
const findsTagged = (query: string, tags: TagValueCount[]): boolean =>
  read(query).tagConditions.every(holds => holds(tags));
const life = (more: Partial<ReturnType<typeof lifeAtBirth>>) => ({ life: { ...lifeAtBirth('error'), ...more } });
const assignedTo = (name: string, type: 'user' | 'team' = 'user') =>
  life({ assignee: { type, id: 'u1', name, by: 'manual' } });

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
    'is:for_review',
    'is:unassigned',
    '!is:assigned',
    'is:new is:unassigned',
    'assigned:none',
    '!assigned:me',
    'timesSeen:2',
    'timesSeen:>1',
    'timesSeen:<=2 timesSeen:>=2',
    '!timesSeen:>2',
    'userCount:<1',
    'firstSeen:-24h',
    'age:-1d',
    'firstSeen:+1h',
    'lastSeen:-2m',
    'firstSeen:2026-11-22',
    'firstSeen:>2026-11-22T17:00:00',
    'firstSeen:<2026-11-22T18:00:01Z',
    'firstSeen:2026-11-22T18:03:00',
    'issue.priority:high',
    'issue:shop-1',
    'project:shop',
    'culprit:coupon',
    'message:undefined',
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
    'is:assigned',
    'is:escalating',
    '!is:for_review',
    'assigned:me',
    'assigned:[me,#web]',
    'timesSeen:3',
    'timesSeen:>2',
    'userCount:>0',
    'firstSeen:-1h',
    'firstSeen:+24h',
    'lastSeen:+5m',
    'firstSeen:2026-11-21',
    'firstSeen:>2026-11-22T18:00:00',
    'firstSeen:2026-11-22T18:06:00',
    'issue.priority:low',
    'project:api',
  ])('%p does not', query => {
    expect(finds(query)).toBe(false);
  });

  test('is:archived finds what is archived', () => {
    expect(finds('is:archived', { status: 'ignored' })).toBe(true);
    expect(finds('!is:archived', { status: 'ignored' })).toBe(false);
  });

  test('what is a week old is not new any more, without anybody having said so', () => {
    const old = { firstSeen: NOW - 8 * 24 * HOUR };
    expect([finds('is:new', old), finds('is:ongoing', old), finds('is:for_review', old)]).toEqual([false, true, false]);
    expect(finds('is:new', { firstSeen: NOW - 6 * 24 * HOUR })).toBe(true);
  });

  test('what somebody has reviewed is not for review any more', () => {
    expect(finds('is:for_review', life({ reviewed: true }))).toBe(false);
  });

  test('an archived issue is found by how it was archived', () => {
    const archived = { status: 'ignored', substatus: 'archived_forever' } as const;
    expect(finds('is:archived_forever', archived)).toBe(true);
    expect(finds('is:archived_until_escalating', archived)).toBe(false);
    expect(finds('is:archived is:assigned', archived)).toBe(false);
  });

  test('an assigned issue is found by whom it is assigned to', () => {
    const mine = assignedTo('jane@example.com');
    for (const query of [
      'is:assigned',
      'assigned:me',
      'assigned:Jane@example.com',
      'assigned:[bob,me]',
      '!assigned:none',
    ])
      expect([query, finds(query, mine)]).toEqual([query, true]);
    for (const query of ['is:unassigned', 'assigned:bob', 'assigned:#web', '!assigned:me', 'assigned:none'])
      expect([query, finds(query, mine)]).toEqual([query, false]);
    expect(finds('assigned:#web', assignedTo('web', 'team'))).toBe(true);
    expect(finds('assigned:me', assignedTo('web', 'team'))).toBe(false);
  });

  test('the release of the first event is looked for in the issue itself', () => {
    const birth = { birth: { hours: [], users: [], tags: [['release', 'shop@1.4.2', 1] as [string, string, number]] } };
    expect([finds('firstRelease:shop@1.4.2', birth), finds('firstRelease:shop@1.*', birth)]).toEqual([true, true]);
    expect(finds('firstRelease:shop@2.0', birth)).toBe(false);
    expect(finds('firstRelease:latest', birth)).toBe(true);
  });

  const TAGS: TagValueCount[] = [
    { key: 'release', value: 'shop@1.4.2', count: 3 },
    { key: 'environment', value: 'production', count: 2 },
    { key: 'handled', value: 'no', count: 3 },
    { key: 'tier', value: 'gold', count: 1 },
    { key: 'tier', count: 4 },
  ];

  test.each([
    'release:shop@1.4.2',
    'release:shop@1.*',
    'release:*',
    'environment:[staging,production]',
    '!environment:staging',
    'error.unhandled:true',
    'error.handled:false',
    'tier:gold',
    'tags[tier]:gold',
    'tags[level.up]:""',
    'has:tier',
    '!has:team',
    'team:""',
    'constructor:""',
    'release:latest',
    'release.version:1.4.2',
    'release.version:>=1.4.0',
    'release.version:>1.4.2-rc.1',
    'release.version:<1.10',
    'release.version:1.*',
    'release.package:shop',
    '!release.version:>2.0',
  ])('%p finds an issue whose events had such a tag', query => {
    expect(findsTagged(query, TAGS)).toBe(true);
  });

  test.each([
    'release:SHOP@1.4.2',
    'release:shop@1',
    'release:*@2.*',
    'environment:staging',
    'error.unhandled:false',
    'tier:silver',
    'has:team',
    '!has:tier',
    'tier:""',
    'constructor:x',
    '__proto__:x',
    'toString:1',
    'foo:bar',
    'release.version:1.4.3',
    'release.version:>1.4.2',
    'release.version:<=1.4.1',
    'release.package:api',
    'release.build:7',
    '!release:latest',
  ])('%p does not', query => {
    expect(findsTagged(query, TAGS)).toBe(false);
  });

  test('builds are compared by number where they are numbers, and matter only where one is asked for', () => {
    const built = [{ key: 'release', value: 'ios@1.4.2+77', count: 1 }];
    for (const query of ['release.build:77', 'release.build:>70', 'release.version:1.4.2', 'release.version:1.4.2+77'])
      expect([query, findsTagged(query, built)]).toEqual([query, true]);
    for (const query of ['release.build:<70', 'release.build:x', 'release.version:1.4.2+78'])
      expect([query, findsTagged(query, built)]).toEqual([query, false]);
  });

  test('issues are found by what one has bookmarked oneself', () => {
    const [bookmarked] = read('bookmarks:me').markConditions;
    expect([bookmarked?.({ bookmarked: true }), bookmarked?.({})]).toEqual([true, false]);
    const [not] = read('!bookmarks:me').markConditions;
    expect([not?.({ bookmarked: true }), not?.({})]).toEqual([false, true]);
  });

  test('a search for whole statuses asks nothing of a single issue', () => {
    expect(read('is:unresolved')).toMatchObject({ statuses: ['unresolved'], conditions: [] });
    expect(read('!is:resolved')).toMatchObject({ statuses: ['unresolved', 'ignored'], conditions: [] });
    expect(read('is:assigned')).toMatchObject({ statuses: ['unresolved', 'resolved', 'ignored'] });
    expect(read('is:unresolved is:resolved').statuses).toEqual([]);
    expect(read(' ')).toMatchObject({ statuses: ['unresolved', 'resolved', 'ignored'], conditions: [] });
  });

  test.each([
    'user.email:x',
    'user:x',
    '!user.id:x',
    'http.url:x',
    'stack.module:x',
    'geo.country:KR',
    'is:linked',
    'timesSeen:many',
    'timesSeen:>',
    'firstSeen:yesterday',
    'firstSeen:2026-13-40',
    'bookmarks:bob',
    'error.unhandled:maybe',
    'issue.priority:urgent',
    'release.version:new',
    'release.version:',
    'release.stage:adopted',
  ])('%p is named as something that cannot be looked for', query => {
    expect(parseSearch(query, asking)).toEqual({
      fault: expect.stringContaining(query.replace(/^!/, '').split(':')[0] ?? ''),
    });
  });

  test('of more than 50 terms is refused', () => {
    expect(parseSearch('a '.repeat(51), asking)).toEqual({ fault: expect.stringContaining('50') });
    expect(parseSearch(`level:[${'a,'.repeat(101)}]`, asking)).toEqual({ fault: expect.stringContaining('100') });
  });
});

describe('any text', () => {
  const TAGS = [{ key: 'a', value: 'b', count: 1 }];
  const text = fc.oneof(
    fc.string({ maxLength: 300, unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          'is:',
          'level:',
          '!',
          '[',
          ']',
          '"',
          '\\',
          ',',
          ' ',
          'a',
          '*',
          ':',
          'title:',
          'error',
          'timesSeen:>',
          'firstSeen:-',
          '1h',
          'tags[',
        ),
        {
          maxLength: 200,
        },
      )
      .map(parts => parts.join('')),
  );

  test('is either searched for or refused with a reason', () => {
    fc.assert(
      fc.property(text, query => {
        const parsed = parseSearch(query, asking);
        if ('fault' in parsed) expect(parsed.fault).toMatch(/^query: /);
        else {
          expect(typeof parsed.search.conditions.every(holds => holds(issue(1)))).toBe('boolean');
          expect(typeof parsed.search.tagConditions.every(holds => holds(TAGS))).toBe('boolean');
        }
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
    for (const piece of ['"', '"\\', 'a:"', 'a.', '[', '!', 'a:[', 'tags[', 'tags[a'])
      tokenize(piece.repeat(500).slice(0, 1_000));
  });
});
