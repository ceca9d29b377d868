import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_FILTER_SETTINGS } from '../../lib/ports/key-store.ts';
import { filtered, thrown, withAgent } from './event.ts';

describe('a project that has changed nothing', () => {
  const byDefault = (fields: object) => filtered(fields, DEFAULT_FILTER_SETTINGS);

  test('gets its errors, also from its own machine, from crawlers and from old browsers', () => {
    expect(byDefault(thrown({ type: 'TypeError', value: 'cart is undefined' }))).toBeUndefined();
    expect(byDefault({ ...thrown({ type: 'E', value: 'x' }), request: { url: 'http://localhost/' } })).toBeUndefined();
    expect(byDefault(withAgent('Mozilla/5.0 (compatible; Googlebot/2.1)'))).toBeUndefined();
    expect(byDefault(withAgent('Mozilla/5.0 (compatible; MSIE 8.0; Windows NT 6.1)'))).toBeUndefined();
    expect(byDefault(thrown({ type: 'Error', value: 'top.GLOBALS' }))).toBeUndefined();
  });

  test('does not get the noise that Sentry drops by default', () => {
    expect(byDefault(thrown({ type: 'Error', value: 'Minified React error #418; visit …' }))).toBe(
      'react-hydration-errors',
    );
    expect(byDefault(thrown({ type: 'ChunkLoadError', value: 'Loading chunk 7 failed.' }))).toBe('chunk-load-error');
    expect(byDefault({ csp: { blocked_uri: 'chrome-extension://abc/x.js' } })).toBe('invalid-csp');
  });
});

test('of several filters that take an event, the first in their order is named', () => {
  const event = {
    ...thrown({ type: 'Error', value: 'top.GLOBALS' }),
    release: 'a@1',
    request: { url: 'http://localhost' },
  };
  const all = { browserExtensions: true, localhost: true, releases: ['a@*'] };
  expect(filtered(event, all)).toBe('release-version');
  expect(filtered(event, { ...all, releases: [] })).toBe('localhost');
  expect(filtered(event, { browserExtensions: true })).toBe('browser-extensions');
});

const EVERYTHING = {
  browserExtensions: true,
  chunkLoadErrors: true,
  healthChecks: true,
  localhost: true,
  reactHydrationErrors: true,
  webCrawlers: true,
  noisyCspSources: true,
  legacyBrowsers: ['ie', 'default'],
  clientIps: ['10.0.0.0/8'],
  releases: ['*'],
  errorMessages: ['*'],
  cspSources: ['*'],
};

test('an event with next to nothing in it passes every filter', () => {
  expect(filtered({}, EVERYTHING)).toBeUndefined();
});

test('whatever an SDK sends, filters that are all switched on never throw', () => {
  const field = fc.oneof(fc.jsonValue(), fc.webUrl(), fc.ipV4(), fc.ipV6());
  const event = fc.record(
    {
      release: field,
      logentry: fc.record({ formatted: field }),
      exception: fc.record({
        values: fc.array(
          fc.record({
            type: field,
            value: field,
            stacktrace: fc.record({ frames: fc.array(fc.record({ abs_path: field })) }),
          }),
          { maxLength: 3 },
        ),
      }),
      request: fc.record({ url: field, headers: fc.dictionary(fc.constantFrom('Host', 'User-Agent'), field) }),
      user: fc.record({ ip_address: field }),
      contexts: fc.record({ browser: fc.record({ name: field, version: field }) }),
      csp: fc.record({ blocked_uri: field, source_file: field, document_uri: field }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(event, fc.string(), (fields, clientIp) => {
      expect(['string', 'undefined']).toContain(typeof filtered(fields, EVERYTHING, { clientIp, userAgent: clientIp }));
    }),
    { numRuns: 200 },
  );
});
