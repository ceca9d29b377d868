import { describe, expect, test } from '@jest/globals';
import { candidateUrls } from '../../lib/symbolicate/candidate-urls.ts';
import { joinPath } from '../../lib/symbolicate/join-path.ts';
import { moduleOfPath } from '../../lib/symbolicate/module-of-path.ts';
import { shownFile } from '../../lib/symbolicate/shown-file.ts';

describe('a source joined to its map', () => {
  test.each([
    ['http://a.example/js/app.js.map', '../src/x.ts', 'http://a.example/src/x.ts'],
    ['http://a.example/js/app.js.map?v=1#top', './x.ts', 'http://a.example/js/x.ts'],
    ['http://a.example/js/app.js.map', '/src/x.ts', 'http://a.example/src/x.ts'],
    ['http://a.example/js/app.js.map', '~/src/x.ts', 'http://a.example/src/x.ts'],
    ['http://a.example/app.js.map', '../../../x.ts', 'http://a.example/x.ts'],
    ['http://a.example', 'x.ts', 'http://a.example/x.ts'],
    ['http://a.example/app.js.map', 'webpack:///./src/x.ts', 'webpack:///./src/x.ts'],
    ['http://a.example/app.js.map', 'https://b.example/x.ts', 'https://b.example/x.ts'],
    ['capacitor://localhost/app.js', '//cdn.example/app.js.map', 'capacitor://cdn.example/app.js.map'],
    ['http://a.example/js/app.js', '//cdn.example/app.js.map', 'http://cdn.example/app.js.map'],
    ['http://a.example/assets//js/app.js', 'app.js.map', 'http://a.example/assets/js/app.js.map'],
    ['http://a.example/app.js.map', 'lib/./x.ts', 'http://a.example/lib/x.ts'],
    ['app:///main.js.map', 'webpack:/node_modules/x/y.js', 'webpack:/node_modules/x/y.js'],
    ['/srv/a b/ö/main.js.map', '../été/x.ts', '/srv/a b/été/x.ts'],
    ['app:///dist/main.js', '../src/x.ts', 'app:///src/x.ts'],
    ['/srv/app/dist/main.js', '../src/x.ts', '/srv/app/src/x.ts'],
    ['/srv/main.js', '../../../etc/x.ts', '/etc/x.ts'],
    ['dist/main.js', '../../src/x.ts', '../src/x.ts'],
    ['main.js', 'x.ts', 'x.ts'],
    ['/srv/what?/main.js', 'x.ts', '/srv/what?/x.ts'],
    ['C:\\app\\dist\\main.js', '../src/x.ts', 'C:\\app\\src\\x.ts'],
    ['http://a.example/app.js.map', 'C:/src/x.ts', 'C:/src/x.ts'],
  ])('%s and %s are %s', (file, relative, joined) => {
    expect(joinPath(file, relative)).toBe(joined);
  });
});

describe("a bundler's address", () => {
  test.each([
    ['webpack://shop/./src/x.ts', './src/x.ts'],
    ['webpack:///./src/x.ts', './src/x.ts'],
    ['webpack:///src/x.ts', 'src/x.ts'],
    ['webpack:///./~/left-pad/index.js', '~/left-pad/index.js'],
    ['webpack://shop/src/x.ts', 'webpack://shop/src/x.ts'],
    ['webpack://shop/../../node_modules/x/y.js', 'webpack://shop/../../node_modules/x/y.js'],
    ['webpack:///../node_modules/x/y.js', '../node_modules/x/y.js'],
    ['webpack://@team/shop/./src/x.ts', 'webpack://@team/shop/./src/x.ts'],
    ['webpack-internal:///./src/x.ts', './src/x.ts'],
    ['webpack-internal:///(rsc)/./src/x.ts', '(rsc)/./src/x.ts'],
    ['turbopack:///[turbopack]/shared/runtime.ts', '[turbopack]/shared/runtime.ts'],
    ['turbopack:///[project]/src/x.ts', 'src/x.ts'],
    ['../src/x.ts', '../src/x.ts'],
  ])('%s is shown as %s', (source, shown) => {
    expect(shownFile(source)).toBe(shown);
  });
});

describe('the module of a path', () => {
  test.each([
    ['http://a.example/js/v1.0/foo/bar/baz.js', 'foo/bar/baz'],
    ['http://a.example/foo/bar.min.js?v=1#x', 'foo/bar'],
    ['./src/pay.ts', 'src/pay'],
    ['../../src/pay.elm', 'src/pay'],
    ['./src/store.client.ts', 'src/store.client'],
    ['./src/Pay.vue?06aa', 'src/Pay'],
    ['./src/.hidden', 'src/.hidden'],
    ['webpack://shop/../../node_modules/.pnpm/x@1.2.3/node_modules/x/cjs/x.min.js', 'x@1.2.3/node_modules/x/cjs/x'],
    ['webpack-internal:///./src/pay.ts', 'src/pay'],
    ['https://a.example/libs/libs-20240417171659.min.js', 'libs/libs'],
    ['app:///build/7d6d00eae0ceccdc7ee689659585d95f/vendor.js', 'vendor'],
    ['http://a.example/v1/2/3/foo/bar.js', 'foo/bar'],
    ['~/left-pad/index.js', 'left-pad/index'],
    ['app:///node_modules/foo/bar.js', 'foo/bar'],
    ['http://a.example/92cd589eca8235e7b373bf5ae94ebf898e3b949c/foo/bar.js', 'foo/bar'],
    ['http://a.example/x/7d6d00eae0ceccdc7ee689659585d95f/foo/bar.js', 'foo/bar'],
    ['http://a.example/foo/bar-7d6d00eae0ceccdc7ee689659585d95f.js', 'foo/bar'],
    ['http://a.example/_next/static/chunks/pages/cart.js', 'chunks/pages/cart'],
    ['http://a.example/javascripts/1.2.3/main.js', 'main'],
    ['http://a.example/js/', '<unknown module>'],
  ])('%s is %s', (path, module) => {
    expect(moduleOfPath(path)).toBe(module);
  });
});

test('a file may have been uploaded under four names', () => {
  expect(candidateUrls('async http://a.example/js/app.js?v=1#top')).toEqual([
    'http://a.example/js/app.js?v=1',
    'http://a.example/js/app.js',
    '~/js/app.js?v=1',
    '~/js/app.js',
  ]);
  expect(candidateUrls('app:///main.js')).toEqual(['app:///main.js', '~/main.js']);
  expect(candidateUrls('/srv/main.js')).toEqual(['/srv/main.js', '~/srv/main.js']);
});
