import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkPiiConfig } from '../../../lib/scrub/advanced/check-pii-config.ts';
import { loadPatternEngine } from '../../../lib/scrub/advanced/pattern-engine.ts';
import { scrubEvent } from '../../../lib/scrub/scrub-event.ts';
import type { ScrubSettings } from '../../../lib/scrub/settings.ts';
import { eventOf } from '../event.ts';
import { withConfig } from './prepared.ts';

const RUNS = 300;

const words = fc.constantFrom(
  'x@y.co',
  '10.0.0.1',
  '4571234567890111',
  'token=',
  'aab',
  ' ',
  '/home/jo/',
  '\0',
  '*',
  '홍길동',
  '😀',
);
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.array(words, { maxLength: 5 }).map(parts => parts.join('')),
);
/** Without the empty key, which `_meta` cannot tell from its own. */
const key = fc.constantFrom(
  'a',
  'password',
  'user',
  'ip_address',
  'rem',
  'val',
  'values',
  'frames',
  'filename',
  '__proto__',
);
const { json } = fc.letrec(tie => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.constantFrom(null, true, 5),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.tuple(key, tie('json')),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(key, tie('json')), { maxLength: 4 })
    .map(entries => JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',')}}`)),
}));
const event = fc.dictionary(
  fc.constantFrom(
    'extra',
    'user',
    'tags',
    'request',
    'contexts',
    'stacktrace',
    'exception',
    'errors',
    '_meta',
    'spans',
  ),
  json,
);

const selector = fc.constantFrom(
  '$string',
  '**',
  'a',
  'a.*',
  'user.**',
  '$user.ip_address',
  '$frame.filename',
  '$object',
  '$array',
  'tags.a',
  '!a',
  '$string && !a',
  '0',
);
const ruleName = fc.constantFrom(
  '@email',
  '@email:mask',
  '@common',
  '@common:remove',
  '@anything:hash',
  '@password',
  '@ip:hash',
  '@userpath',
  '@anything:remove',
  'p',
  'q',
  'm',
  'n',
);
const redaction = fc.oneof(
  fc.constantFrom('mask', 'hash', 'remove').map(method => ({ method })),
  fc.constantFrom('', 'gone', '[x]', 'x@y.co', '*').map(written => ({ method: 'replace', text: written })),
);
const config = fc.record({
  rules: fc.record({
    p: fc.record({
      type: fc.constant('pattern'),
      pattern: fc.constantFrom('a', 'a+', 'ab', '[0-9]{2}', '(x)@', '길'),
      redaction,
    }),
    q: fc.record({ type: fc.constant('redact_pair'), keyPattern: fc.constantFrom('a', 'user'), redaction }),
    m: fc.record({
      type: fc.constant('multiple'),
      rules: fc.array(ruleName, { maxLength: 3 }),
      hideInner: fc.boolean(),
      redaction,
    }),
    n: fc.record({ type: fc.constant('alias'), rule: ruleName }),
  }),
  applications: fc.dictionary(selector, fc.array(ruleName, { maxLength: 3 }), { maxKeys: 3 }),
});
const settings: fc.Arbitrary<Partial<ScrubSettings>> = fc.record({
  scrubData: fc.boolean(),
  scrubDefaults: fc.boolean(),
  scrubIpAddresses: fc.boolean(),
  profile: fc.constantFrom('off', 'sentry', 'strict'),
});

const scrub = (fields: object, chosen: ScrubSettings): object =>
  scrubEvent(eventOf(structuredClone(fields)), chosen).event;

beforeAll(loadPatternEngine);

describe('for any JSON and any advanced rules', () => {
  test('scrubbing never throws, and leaves JSON', () => {
    fc.assert(
      fc.property(event, fc.oneof(config, json), settings, (fields, written, others) => {
        const chosen = withConfig(written as object, others);
        expect(() => JSON.stringify(scrub(fields, chosen))).not.toThrow();
      }),
      { numRuns: RUNS },
    );
  });

  test('scrubbing twice is scrubbing once', () => {
    fc.assert(
      fc.property(event, config, settings, (fields, written, others) => {
        const chosen = withConfig(written, others);
        const once = scrub(fields, chosen);
        expect(scrub(once, chosen)).toEqual(once);
      }),
      { numRuns: RUNS },
    );
  });

  test('a config is read without a throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(config, json), async written => {
        await checkPiiConfig(written);
      }),
      { numRuns: RUNS },
    );
  });
});
