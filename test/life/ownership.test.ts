import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCodeownersGlob } from '../../lib/life/ownership/codeowners-glob.ts';
import { matchOwners, prepareRules } from '../../lib/life/ownership/match-owners.ts';
import { MAX_OWNERSHIP_CHARS, MAX_RULES, parseOwnership } from '../../lib/life/ownership/parse-ownership.ts';
import type { Frame, SentryEvent } from '../../lib/protocol/event.ts';
import { cpuTime } from '../scrub/rules/cpu-time.ts';

const event = (frames: Frame[], more: Partial<SentryEvent> = {}): SentryEvent => ({
  event_id: 'a'.repeat(32),
  type: 'error',
  timestamp: 0,
  received: 0,
  level: 'error',
  platform: 'javascript',
  exception: { values: [{ type: 'Error', stacktrace: { frames } }] },
  ...more,
});
const rulesOf = (raw: string) => {
  const parsed = parseOwnership(raw);
  if ('fault' in parsed) throw new Error(`${parsed.fault.line}: ${parsed.fault.why}`);
  return parsed.rules;
};
const ownersOf = (raw: string, of: SentryEvent): string[] =>
  matchOwners(prepareRules(rulesOf(raw)), of).map(({ owners }) => owners.map(({ name }) => name).join(','));

describe('an ownership file', () => {
  test('is read line by line, with types, quotes, tags and comments', () => {
    const raw = [
      '# who owns what',
      '',
      'src/cart/* jane@example.com #payments',
      'url:"*/check out*" #web',
      'tags.sku_class:enterprise #enterprise',
      'tags."user.email":*@vip.com vip@example.com',
      'codeowners:/docs/ #docs',
      '  module:com.shop.* joe@example.com  ',
    ].join('\r\n');
    expect(rulesOf(raw)).toEqual([
      {
        type: 'path',
        pattern: 'src/cart/*',
        owners: [
          { type: 'user', name: 'jane@example.com' },
          { type: 'team', name: 'payments' },
        ],
      },
      { type: 'url', pattern: '*/check out*', owners: [{ type: 'team', name: 'web' }] },
      { type: 'tags', key: 'sku_class', pattern: 'enterprise', owners: [{ type: 'team', name: 'enterprise' }] },
      { type: 'tags', key: 'user.email', pattern: '*@vip.com', owners: [{ type: 'user', name: 'vip@example.com' }] },
      { type: 'codeowners', pattern: '/docs/', owners: [{ type: 'team', name: 'docs' }] },
      { type: 'module', pattern: 'com.shop.*', owners: [{ type: 'user', name: 'joe@example.com' }] },
    ]);
  });

  test.each([
    ['*.js', 'owner'],
    ['*.js jane', 'jane is no owner'],
    ['*.js @team', '@team is no owner'],
    ['path:"*.js jane@example.com', 'never closed'],
    ['url: jane@example.com', 'needs a pattern'],
    [`${'x'.repeat(501)} jane@example.com`, '500 characters'],
    [`${'{a,b}'.repeat(20)} jane@example.com`, 'too wide'],
    ['a #t\n'.repeat(MAX_RULES + 1), 'at most 1000 rules'],
  ])('refuses %.40j, and says why', (raw, why) => {
    expect(parseOwnership(`# first\n${raw}`)).toMatchObject({ fault: { why: expect.stringContaining(why) } });
  });

  test('says in which line it is wrong', () => {
    expect(parseOwnership('a #t\n\n# c\nb\n')).toMatchObject({ fault: { line: 4 } });
  });

  test('can be any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (raw, path) => {
        const parsed = parseOwnership(raw);
        if ('rules' in parsed) matchOwners(prepareRules(parsed.rules), event([{ filename: path, module: path }]));
      }),
    );
  });
});

describe('the owners of an event', () => {
  const frames = [
    { filename: 'src/router.ts', in_app: true },
    { filename: 'node_modules/lib.js', in_app: false },
    { filename: 'SRC\\Cart\\coupon.ts', in_app: true },
  ];

  test('are those of the frame closest to the error, wherever their rule stands', () => {
    expect(ownersOf('src/cart/* #cart\nsrc/router* #web', event(frames))).toEqual(['cart', 'web']);
    expect(ownersOf('src/router* #web\nsrc/cart/* #cart', event(frames))).toEqual(['cart', 'web']);
  });

  test('of one frame are those of the last rule, and two rules at most', () => {
    expect(ownersOf('* #all\nsrc/* #src\nsrc/cart/* #cart', event(frames))).toEqual(['cart', 'src']);
  });

  test('by address and tags come after those by frames', () => {
    const raw = 'src/router* #web\nurl:*/cart* #url\ntags.tier:gold #gold';
    const of = event(frames, { request: { url: 'https://shop/Cart?x' }, tags: [['tier', 'gold']] });
    expect(ownersOf(raw, of)).toEqual(['web', 'gold']);
    expect(ownersOf('tags.tier:GOLD #gold\nurl:*/CART* #url', of)).toEqual(['url']);
  });

  test("may depend on the user's own fields", () => {
    const of = event([], { user: { email: 'jane@vip.com' }, tags: [['user.email', 'x']] });
    expect(ownersOf('tags.user.email:*@vip.com #vip', of)).toEqual(['vip']);
  });

  test('by CODEOWNERS are those of frames of the app only', () => {
    expect(ownersOf('codeowners:node_modules/ #deps', event(frames))).toEqual([]);
    expect(ownersOf('path:node_modules/* #deps', event(frames))).toEqual(['deps']);
  });

  test('of Java are found by the package that the module names', () => {
    const java = { platform: 'java', module: 'com.shop.cart.Coupon', filename: 'Coupon.java' };
    expect(ownersOf('com/shop/cart/* #cart\nmodule:com.shop.* #shop', event([java]))).toEqual(['shop', 'cart']);
    expect(ownersOf('com/shop/cart/* #cart', event([java]))).toEqual(['cart']);
  });

  test.each([
    ['stars', '*a'.repeat(200)],
    ['places', `*${'[a]'.repeat(150)}b*`],
    ['choices', `*${'{a,b}'.repeat(6)}c*`],
  ])('are looked for in bounded time, whatever %s the patterns have', (_, pattern) => {
    const lines = Array.from({ length: MAX_RULES }, (__, index) => `${pattern}${index} #t`);
    const raw = lines.slice(0, Math.floor(MAX_OWNERSHIP_CHARS / (pattern.length + 7))).join('\n');
    const rules = prepareRules(rulesOf(raw));
    const deep = event(Array.from({ length: 250 }, (__, index) => ({ filename: `${'a'.repeat(1_990)}${index}` })));
    expect(cpuTime(() => matchOwners(rules, deep))).toBeLessThan(1_500);
  });
});

describe('a line of CODEOWNERS', () => {
  test.each([
    ['*.js', ['a.js', 'src/deep/a.js'], ['a.ts']],
    ['docs/', ['docs/a.md', 'src/docs/deep/a.md'], ['docs']],
    ['/docs/', ['docs/a.md', 'docs/deep/a.md'], ['src/docs/a.md']],
    ['docs/*', ['docs/a.md'], ['docs/deep/a.md', 'src/docs/a.md']],
    ['src/cart', ['src/cart/a.ts', 'src/cart'], ['src/cartoon/a.ts', 'x/src/cart/a.ts']],
    ['**/logs', ['logs/a', 'deep/er/logs/a'], ['logsx/a']],
    ['/src/**/test', ['src/test/a', 'src/a/b/test/c'], ['src/a/tests/c']],
    ['*', ['a', 'a/b'], []],
    ['apps/*/src', ['apps/web/src/a.ts'], ['apps/src/a.ts', 'apps/a/b/src/c.ts']],
  ])('%s', (pattern, yes, no) => {
    const glob = parseCodeownersGlob(pattern);
    expect(yes.filter(path => !glob?.(path))).toEqual([]);
    expect(no.filter(path => glob?.(path))).toEqual([]);
  });
});
