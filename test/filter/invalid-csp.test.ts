import { expect, test } from '@jest/globals';
import { filtered } from './event.ts';

const report = (csp: object) => ({ csp: { effective_directive: 'script-src', ...csp } });
const on = { noisyCspSources: true };

test.each([
  { blocked_uri: 'about' },
  { blocked_uri: 'chrome-extension://abc/x.js' },
  { blocked_uri: 'chrome-extension' },
  { blocked_uri: 'moz-extension://abc' },
  { blocked_uri: 'data:text/html,chromewebdata' },
  { blocked_uri: 'https://cdn.tlscdn.com/x.js' },
  { blocked_uri: 'https://tlscdn.com/x.js' },
  { blocked_uri: 'https://shop.example/x.js', source_file: 'safari-extension://com.example/x.js' },
  { document_uri: 'about:blank' },
])('a report of %j says nothing of the page', csp => {
  expect(filtered(report(csp), on)).toBe('invalid-csp');
});

test.each([
  { blocked_uri: 'https://evil.example/x.js', document_uri: 'https://shop.example/' },
  { blocked_uri: 'inline' },
  { blocked_uri: 'data' },
  { blocked_uri: 'data:text/css,x' },
  { blocked_uri: 'https://nottlscdn.com/x.js' },
  { blocked_uri: 'https://shop.example/chrome-extension://x' },
  { blocked_uri: '' },
])('a report of %j is kept', csp => {
  expect(filtered(report(csp), on)).toBeUndefined();
});

test('a project names sources of its own, with scheme and port or without', () => {
  const drops = (cspSources: string[], blocked_uri: string) => filtered(report({ blocked_uri }), { cspSources });
  expect(drops(['*.ads.example'], 'https://a.ads.example/x')).toBe('invalid-csp');
  expect(drops(['http://ads.example'], 'http://ads.example/x')).toBe('invalid-csp');
  expect(drops(['http://ads.example'], 'https://ads.example/x')).toBeUndefined();
  expect(drops(['ads.example:8080'], 'https://ads.example:8080/x')).toBe('invalid-csp');
  expect(drops(['ads.example:8080'], 'https://ads.example/x')).toBeUndefined();
  expect(drops([], 'chrome-extension://a/x')).toBeUndefined();
});
