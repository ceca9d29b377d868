import { describe, expect, test } from '@jest/globals';
import { findSuspects } from '../../../lib/life/suspects/find-suspects.ts';
import { mapPath } from '../../../lib/life/suspects/map-path.ts';
import { sourceUrl } from '../../../lib/life/suspects/source-url.ts';
import type { Frame, SentryEvent } from '../../../lib/protocol/event.ts';

/** An event that was thrown in these frames, the closest to the error last. */
const thrownIn = (...frames: Frame[]): SentryEvent => ({
  event_id: 'a'.repeat(32),
  type: 'error',
  timestamp: 1,
  received: 1,
  level: 'error',
  platform: 'javascript',
  exception: { values: [{ type: 'E', stacktrace: { frames } }] },
});
const inApp = (filename: string, more: Frame = {}): Frame => ({ filename, in_app: true, ...more });
const commit = (id: string, timestamp: number, ...paths: string[]) => ({
  id,
  timestamp,
  files: paths.map(path => ({ path })),
});
const idsOf = (...asked: Parameters<typeof findSuspects>): string[] =>
  findSuspects(...asked).map(({ commit: { id } }) => id);

describe('commits that may have brought an error', () => {
  test('changed the file of a frame, the closest to the error first, then the newest first', () => {
    const commits = [
      commit('old', 1, 'src/cart.ts'),
      commit('new', 3, 'src/cart.ts'),
      commit('caller', 9, 'src/main.ts'),
      commit('other', 9, 'src/api.ts'),
    ];
    expect(idsOf(thrownIn(inApp('src/main.ts'), inApp('src/cart.ts')), commits, [])).toEqual(['new', 'old', 'caller']);
  });

  test.each([
    'http://shop.example/static/src/cart.ts?v=3',
    'app:///src/cart.ts',
    'webpack://shop/./src/cart.ts',
    './src/cart.ts',
    '../src/cart.ts',
    'C:\\build\\shop\\SRC\\Cart.ts',
    '/home/ci/packages/shop/src/cart.ts',
    'cart.ts',
  ])('are found by the path %j', filename => {
    expect(idsOf(thrownIn(inApp(filename)), [commit('it', 1, 'packages/shop/src/cart.ts')], [])).toEqual(
      filename.includes('shop.example') || filename.includes('build') ? [] : ['it'],
    );
    expect(idsOf(thrownIn(inApp(filename)), [commit('it', 1, 'src/cart.ts')], [])).toEqual(['it']);
  });

  test.each(['lib/cart.ts', 'src/cart.tsx', 'art.ts', 'src/cart.ts/x', ''])('are not those of %j', path => {
    expect(idsOf(thrownIn(inApp('src/cart.ts')), [commit('it', 1, path)], [])).toEqual([]);
  });

  test('are those whose path agrees in most parts', () => {
    const commits = [commit('near', 1, 'cart.ts'), commit('exact', 1, 'shop/src/cart.ts')];
    expect(findSuspects(thrownIn(inApp('/app/shop/src/cart.ts')), commits, [])).toMatchObject([
      { commit: { id: 'exact' }, score: 3 },
    ]);
  });

  test('follow a code mapping where it leads to a file that was changed', () => {
    const commits = [commit('mapped', 1, 'packages/web/cart.ts'), commit('same end', 1, 'cart.ts')];
    const mappings = [{ stackRoot: '/app/', sourceRoot: 'packages/web/' }];
    expect(idsOf(thrownIn(inApp('/app/cart.ts')), commits, mappings)).toEqual(['mapped']);
    expect(idsOf(thrownIn(inApp('/srv/cart.ts')), commits, mappings)).toEqual(['same end']);
  });

  test('are looked for in frames of the application only, unless there are none', () => {
    const commits = [commit('vendor', 1, 'vendor/x.js')];
    const vendor: Frame = { filename: 'vendor/x.js', in_app: false };
    expect(idsOf(thrownIn(inApp('src/cart.ts'), vendor), commits, [])).toEqual([]);
    expect(idsOf(thrownIn(vendor), commits, [])).toEqual(['vendor']);
  });

  test('are found for Java, whose frames name a file without its folder', () => {
    const frame = inApp('Cart.java', { module: 'com.shop.Cart', platform: 'java' });
    const commits = [commit('it', 1, 'src/main/java/com/shop/Cart.java'), commit('other', 1, 'org/Cart.java')];
    expect(idsOf(thrownIn(frame), commits, [])).toEqual(['it']);
  });

  test('cost bounded time, however many files and frames there are', () => {
    // As many paths as a request may hold, all of one name.
    const files = Array.from({ length: 100 }, (_, number) => `${number}/${'a/'.repeat(240)}x.ts`);
    const commits = Array.from({ length: 20 }, (_, number) => commit(`c${number}`, number, ...files));
    const frames = Array.from({ length: 250 }, (_, number) => inApp(`${'a/'.repeat(400)}${number % 2}/a/x.ts`));
    const start = performance.now();
    expect(findSuspects(thrownIn(...frames), commits, []).length).toBeLessThanOrEqual(20);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('a path in a repository', () => {
  const mappings = [
    { stackRoot: '', sourceRoot: 'all/' },
    { stackRoot: '/app/', sourceRoot: 'web/' },
    { stackRoot: '/app/lib/', sourceRoot: '' },
  ];
  test.each([
    ['/app/cart.ts', 'web/cart.ts'],
    ['/app/lib/cart.ts', 'cart.ts'],
    ['src/cart.ts', 'all/src/cart.ts'],
  ])('%s is found by the longest root that it begins with: %s', (path, expected) => {
    expect(mapPath(mappings, path)?.path).toBe(expected);
  });
  test('is unknown where no root fits', () => {
    expect(mapPath(mappings.slice(1), 'src/cart.ts')).toBeUndefined();
  });
});

describe('the address of a line', () => {
  const at = { ref: 'feature/a', path: 'src/[id]/cart.ts', line: 7 };
  test.each([
    [{ url: 'https://github.com/acme/shop' }, 'https://github.com/acme/shop/blob/feature/a/src/%5Bid%5D/cart.ts#L7'],
    [{ url: 'https://gitlab.example/acme' }, 'https://gitlab.example/acme/-/blob/feature/a/src/%5Bid%5D/cart.ts#L7'],
    [
      { url: 'https://git.example/acme', provider: 'gitlab' },
      'https://git.example/acme/-/blob/feature/a/src/%5Bid%5D/cart.ts#L7',
    ],
    [
      { url: 'https://bitbucket.org/acme/shop' },
      'https://bitbucket.org/acme/shop/src/feature/a/src/%5Bid%5D/cart.ts#lines-7',
    ],
  ])('of %j is %s', (repository, expected) => {
    expect(sourceUrl(repository, at)).toBe(expected);
  });
});
