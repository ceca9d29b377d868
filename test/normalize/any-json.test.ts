import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalizeEvent } from '../../lib/normalize/normalize-event.ts';
import type { RequestMeta } from '../../lib/normalize/request-meta.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import type { Json, JsonObject } from '../../lib/protocol/json.ts';
import { META } from './normalized.ts';
import { WHOLE_EVENT } from './whole-event.ts';

const RUNS = 150;

const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '{{auto}}',
    '?',
    'http://h/p?a=b#c',
    'a=1&b=2',
    '{"a":1}',
    'x=1; y',
    '2023-11-14T22:13:20Z',
    'E: v',
    '%s %d',
    '{}',
  ),
  fc.constantFrom(30, 60, 300, 1000).map(length => 'long text '.repeat(length)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

/** Keys that normalization reads somewhere, so that any structure may turn up in any place. */
const KEYS = (
  'event_id type timestamp start_timestamp level platform logger release dist environment server_name site transaction ' +
  'fingerprint checksum tags extra modules logentry message formatted params user id email ip_address username geo data ' +
  'request url method query_string cookies headers env REMOTE_ADDR fragment contexts trace trace_id span_id os browser ' +
  'runtime device flags name version raw_description breadcrumbs values category exception value mechanism meta errno ' +
  'number signal stacktrace frames function filename abs_path lineno colno in_app pre_context context_line vars ' +
  'instruction_addr registers lock threads held_locks debug_meta images sdk_info sdk integrations packages settings ' +
  'infer_ip csp spans errors _meta template __proto__ constructor toString User-Agent Sec-Ch-Ua'
).split(' ');

const { json } = fc.letrec<{ json: Json }>(tie => ({
  json: fc.oneof(
    { maxDepth: 7, depthSize: 'medium' },
    { weight: 2, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie('json'), { maxLength: 6 }) },
    { weight: 3, arbitrary: fc.dictionary(fc.constantFrom(...KEYS), tie('json'), { maxKeys: 8 }) },
  ),
}));
const payload = fc.dictionary(fc.constantFrom(...KEYS), json, { maxKeys: 20 }).map(raw => copy(raw as JsonObject));

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

type Place = readonly (string | number)[];

const placesIn = (value: Json | undefined, place: Place): Place[] => {
  if (typeof value !== 'object' || value === null) return [place];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [place, ...keys.flatMap(key => placesIn((value as JsonObject)[key], [...place, key]))];
};

const PLACES = placesIn(copy(WHOLE_EVENT), []).slice(1);

/** What is right nowhere, or only just: huge, fractional, empty, cut within a character, of another kind. */
const wrong = fc.oneof(
  json,
  scalar,
  fc.constantFrom<Json[]>(
    -1,
    1.5,
    1e300,
    2 ** 64,
    '',
    ' ',
    '\ud83d',
    'a\u0000b',
    'None',
    'latest',
    '0x1F',
    '12',
    '1e400',
  ),
  fc.constantFrom(...['😀', '한', 'é', '"', 'x='].map(unit => unit.repeat(9000))),
  json.map(value => [value]),
  json.map(value => ({ values: value })),
  json.map(value => ({ ['__proto__']: value, constructor: value })),
);

const setAt = (event: Json, [key, ...rest]: Place, value: Json): void => {
  if (typeof event !== 'object' || event === null || key === undefined) return;
  const parent = event as JsonObject;
  if (rest.length === 0)
    Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
  else setAt(parent[key] ?? null, rest, value);
};

/** An event that is right but for a few places. */
const nearlyValid = fc
  .array(fc.tuple(fc.constantFrom(...PLACES), wrong), { minLength: 1, maxLength: 8 })
  .map(faults => {
    const event = copy(WHOLE_EVENT) as JsonObject;
    for (const [place, value] of faults) setAt(event, place, copy(value));
    return event;
  });

const anyEvent = fc.oneof(payload, nearlyValid);

const eventOf = (raw: JsonObject, meta: Partial<RequestMeta> = {}): SentryEvent | undefined => {
  const result = normalizeEvent(raw, { ...META, ...meta });
  return 'event' in result ? result.event : undefined;
};

/** JSON within JSON is escaped once more, a URL's letters are; what is added are defaults, contexts and notes. */
const MAX_GROWTH = 4;
const MAX_ADDED = 400_000;

/** Whether each object within has the prototype that a literal has. */
const prototypesIn = (value: unknown): Set<boolean> => {
  if (typeof value !== 'object' || value === null) return new Set();
  const prototype: unknown = Object.getPrototypeOf(value);
  const own = Array.isArray(value) ? Array.isArray(prototype) : Object.getPrototypeOf(prototype) === null;
  return new Set([own, ...Object.values(value).flatMap(member => [...prototypesIn(member)])]);
};

describe('any JSON', () => {
  test('becomes an event or is dropped, and nothing is ever thrown', () => {
    fc.assert(
      fc.property(anyEvent, fc.option(fc.double(), { nil: undefined }), (raw, sentAt) => {
        const meta = sentAt === undefined ? META : { ...META, sentAt };
        const result = normalizeEvent(raw, meta);
        expect('event' in result !== 'discard' in result).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test('that was normalized once is left as it is', () => {
    fc.assert(
      fc.property(anyEvent, raw => {
        const once = eventOf(raw, { clientIp: '192.0.2.1' });
        if (once === undefined) return;
        const { errors: _, ...kept } = copy(once);
        const { errors: __, ...again } = copy(
          eventOf(copy(once) as unknown as JsonObject, { clientIp: '192.0.2.1' }) ?? {},
        ) as SentryEvent;
        expect(again).toEqual(kept);
      }),
      { numRuns: RUNS },
    );
  });

  test('leaves no null in the fields of the event and no trace on prototypes', () => {
    fc.assert(
      fc.property(anyEvent, raw => {
        const event = eventOf(raw) ?? {};
        expect(Object.values(event)).not.toContain(null);
        expect(Object.values(event)).not.toContain(undefined);
        expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
      }),
      { numRuns: RUNS },
    );
  });

  test('changes no prototype, whatever its keys are', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(anyEvent, raw => {
        const event = eventOf(raw);
        expect(prototypesIn(event)).toEqual(new Set(event === undefined ? [] : [true]));
      }),
      { numRuns: RUNS },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });

  test('comes out hardly longer than it came in', () => {
    fc.assert(
      fc.property(anyEvent, raw => {
        const size = JSON.stringify(raw).length;
        expect(JSON.stringify(eventOf(raw) ?? {}).length).toBeLessThan(MAX_GROWTH * size + MAX_ADDED);
      }),
      { numRuns: RUNS },
    );
  });

  test('of a megabyte of one kind takes no longer than its size tells', () => {
    const hostile: JsonObject[] = [
      { breadcrumbs: Array.from({ length: 50_000 }, () => ({ x: 1 })) },
      { exception: Array.from({ length: 20_000 }, () => ({ type: 'E', stacktrace: { frames: [{}] } })) },
      { tags: Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 'v'])) },
      {
        request: {
          headers: { Cookie: ';'.repeat(1_000_000) },
          query_string: '&='.repeat(500_000),
          data: '='.repeat(1_000_000),
        },
      },
      { logentry: { message: '%s'.repeat(4000), params: ['x'.repeat(2000)] } },
      { request: { headers: { 'User-Agent': '(Linux; '.repeat(100_000) } } },
      {
        contexts: {
          os: { raw_description: 'Windows '.repeat(100_000) },
          runtime: { raw_description: ' '.repeat(8000) },
        },
      },
      { extra: JSON.parse(`{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`) as JsonObject },
      { timestamp: '1'.repeat(1_000_000), release: '@'.repeat(1_000_000), user: { ip_address: ':'.repeat(1_000_000) } },
    ];
    for (const raw of hostile) {
      const start = process.cpuUsage();
      eventOf(raw);
      // Tens of milliseconds when it is linear; minutes when it is not.
      expect(process.cpuUsage(start).user / 1_000).toBeLessThan(5000);
    }
  });
});
