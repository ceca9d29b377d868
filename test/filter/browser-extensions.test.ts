import { expect, test } from '@jest/globals';
import { filtered, thrown } from './event.ts';

const on = { browserExtensions: true };
const from = (...paths: string[]) =>
  thrown({ type: 'Error', value: 'boom', stacktrace: { frames: paths.map(abs_path => ({ abs_path, lineno: 1 })) } });

test.each([
  'top.GLOBALS',
  'originalCreateNotification',
  "Can't find variable: ZiteReader",
  "Can't find variable: gmo",
  'jigsaw is not defined',
  'ComboSearch is not defined',
  'Uncaught Error: Extension context invalidated.',
  "can't access dead object",
  'Cannot redefine property: ethereum',
  "undefined is not an object (evaluating 'a.L')",
  'Permission denied to access property "document"',
  '_gcrweb is not defined',
])('the message %j is an extension’s', value => {
  expect(filtered(thrown({ type: 'Error', value }), on)).toBe('browser-extensions');
});

test.each([
  'chrome-extension://abcdef/content.js',
  'chrome://global/content/x.js',
  'moz-extension://abcdef/content.js',
  'safari-web-extension://ABC/x.js',
  'webkit-masked-url://hidden/',
  'https://connect.facebook.net/en_US/sdk.js',
  'https://gc.kaspersky-labs.com/x/main.js',
])('an error that was thrown in %s is an extension’s', path => {
  expect(filtered(from('https://shop.example/app.js', path), on)).toBe('browser-extensions');
  expect(filtered(from(path, '<anonymous>', '[native code]'), on)).toBe('browser-extensions');
});

test.each([
  ['a property of the page’s own', thrown({ type: 'TypeError', value: "(evaluating 'a.length')" })],
  ['another variable', thrown({ type: 'ReferenceError', value: "Can't find variable: cart" })],
  ['a later exception of the chain', thrown({ type: 'A', value: 'mine' }, { type: 'B', value: 'top.GLOBALS' })],
  ['a call that only came through an extension', from('chrome-extension://a/b.js', 'https://shop.example/app.js')],
  ['a page that names one in its query', from('https://shop.example/?x=chrome-extension://a')],
  ['no exception at all', { message: 'top.GLOBALS' }],
])('what is left: %s', (_, fields) => {
  expect(filtered(fields, on)).toBeUndefined();
});
