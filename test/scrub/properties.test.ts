import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scrubEvent } from '../../lib/scrub/scrub-event.ts';
import type { ScrubSettings } from '../../lib/scrub/settings.ts';
import { eventOf } from './event.ts';
import { DEFAULTS } from './settings.ts';

const RUNS = 300;

/** Texts with what rules look for, in the middle of anything. */
const triggers = fc.constantFrom(
  'password',
  'token=',
  'Bearer abc',
  '4571234567890111',
  '123-45-6789',
  'DE89370400440532013000',
  'https://u:p@h.com/',
  'jane@example.com',
  '10.0.0.1',
  '2001:db8::1',
  '[Filtered]',
  '[ip]',
  '\0',
  '-----BEGIN RSA PRIVATE KEY-----\n',
  'QUJD',
  '\n-----END RSA PRIVATE KEY-----',
  'filter',
  'otp',
  ' ',
);
const text = fc.oneof(
  fc.string(),
  fc.array(fc.oneof(triggers, fc.string({ maxLength: 4 })), { maxLength: 6 }).map(parts => parts.join('')),
);
const key = fc.oneof(
  fc.constantFrom(
    'password',
    'auth',
    'a',
    'cookies',
    'sessionid',
    'data',
    'values',
    'type',
    '__proto__',
    'constructor',
    '',
    'rem',
    'val',
  ),
  fc.constantFrom(
    'extra',
    'user',
    'request',
    'headers',
    'contexts',
    'breadcrumbs',
    'logentry',
    'formatted',
    '_meta',
    'errors',
    'frames',
  ),
  fc.string({ maxLength: 5 }),
);
const { json } = fc.letrec(tie => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.constantFrom(null, true, false, 0, 4571234567890111),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.tuple(key, tie('json')),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(key, tie('json')), { maxLength: 5 })
    // through JSON, so that `__proto__` becomes an own key as in a payload
    .map(entries => JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',')}}`)),
}));
const event = fc.dictionary(
  fc.constantFrom(
    'extra',
    'user',
    'request',
    'contexts',
    'breadcrumbs',
    'exception',
    'logentry',
    'spans',
    'errors',
    '_meta',
    'x',
    'sdk',
  ),
  json,
);
const settings: fc.Arbitrary<ScrubSettings> = fc.record({
  scrubData: fc.boolean(),
  scrubDefaults: fc.boolean(),
  scrubIpAddresses: fc.boolean(),
  sensitiveFields: fc.constantFrom([], ['filter'], ['data', 'x']),
  safeFields: fc.constantFrom([], ['password'], ['extra.*']),
});

const scrub = (fields: object, chosen = DEFAULTS): object => scrubEvent(eventOf(structuredClone(fields)), chosen).event;

describe('for any JSON', () => {
  test('scrubbing never throws, and leaves JSON', () => {
    fc.assert(
      fc.property(event, settings, (fields, chosen) => {
        expect(() => JSON.stringify(scrub(fields, chosen))).not.toThrow();
      }),
      { numRuns: RUNS },
    );
  });

  test('scrubbing twice is scrubbing once', () => {
    fc.assert(
      fc.property(event, settings, (fields, chosen) => {
        const once = scrub(fields, chosen);
        const { event: twice, redactions } = scrubEvent(eventOf(structuredClone(once)), chosen);
        expect(twice).toEqual(once);
        expect(redactions).toBe(0);
      }),
      { numRuns: 2 * RUNS },
    );
  });

  test('a secret under a sensitive key is nowhere in the result', () => {
    const secret = fc.stringMatching(/^Zq[a-z]{8}Q$/);
    const sensitive = fc.constantFrom('password', 'my_api_key', 'AuthHeader', 'x-token', 'CLIENT_SECRET', 'otp');
    const held = fc.tuple(sensitive, secret, json);
    fc.assert(
      fc.property(
        held,
        fc.constantFrom('extra', 'contexts', 'x', 'request', 'user'),
        ([name, value, beside], field) => {
          const inner = { [name]: value, list: [{ [name]: { deep: [value] } }], pairs: [[name, value]], beside };
          const fields = field === 'request' ? { data: inner, headers: [[name, value]] } : { data: { inner } };
          expect(JSON.stringify(scrub({ [field]: fields }))).not.toContain(value);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('texts without anything to look for stay as they are', () => {
    const harmless = fc.stringMatching(/^[a-bd-j l-tx-z é😀(){}<>/,]{0,60}$/u);
    fc.assert(
      fc.property(fc.array(harmless), harmless, (list, alone) => {
        const fields = {
          extra: { list, alone },
          logentry: { formatted: alone },
          breadcrumbs: { values: [{ message: alone }] },
        };
        expect(scrub(fields)).toEqual(fields);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('hostile payloads', () => {
  const nested = (open: string, close: string, depth: number): unknown =>
    JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`);

  test.each([
    ['lists', '[', ']'],
    ['pairs', '["a",', ']'],
    ['objects', '{"a":', '}'],
  ])('deep nesting of %s ends and is cut', (_, open, close) => {
    const fields = { extra: nested(open, close, 2_000), _meta: { extra: nested(open, close, 2_000) } };
    const result = JSON.stringify(scrubEvent(eventOf(fields), DEFAULTS).event);
    expect(result.length).toBeLessThan(10_000);
  });

  test('keys that lead to prototypes stay in the payload', () => {
    const extra = JSON.parse('{"__proto__":{"password":"x"},"constructor":{"prototype":{"secret":"y"}}}');
    const result = JSON.parse(JSON.stringify(scrubEvent(eventOf({ extra }), DEFAULTS).event));
    expect(JSON.stringify(result.extra)).toBe(
      '{"__proto__":{"password":"[Filtered]"},"constructor":{"prototype":{"secret":"[Filtered]"}}}',
    );
    expect(Object.keys(result._meta.extra)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).password).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, '')).toBe(false);
  });

  test('many different keys are forgotten again', () => {
    for (let i = 0; i < 3; i++) {
      const extra = Object.fromEntries(Array.from({ length: 1_500 }, (_, n) => [`k${i}-${n}-password`, 'x']));
      expect(Object.values((scrub({ extra }) as { extra: object }).extra).every(value => value === '[Filtered]')).toBe(
        true,
      );
    }
  });
});
