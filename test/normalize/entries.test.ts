import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_ATTRIBUTE_NAME, MAX_ATTRIBUTES, normalizeAttributes } from '../../lib/normalize/attributes.ts';
import { type EntryRequest, entryContext } from '../../lib/normalize/entry-context.ts';
import { upgradeLegacySpan } from '../../lib/normalize/legacy-span.ts';
import { normalizeLog } from '../../lib/normalize/log.ts';
import { normalizeSpan } from '../../lib/normalize/span.ts';
import { normalizeTraceMetric } from '../../lib/normalize/trace-metric.ts';
import type { JsonObject } from '../../lib/protocol/json.ts';

const NOW = 1_795_000_000;
const TRACE = 'a'.repeat(32);
const SPAN = 'b'.repeat(16);
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';

const REQUEST: EntryRequest = {
  receivedAt: NOW * 1_000,
  sentAt: undefined,
  clientIp: '203.0.113.7',
  userAgent: CHROME,
  clientHints: {},
  scrubIp: false,
};
const AUTO = { version: 2, ingest_settings: { infer_ip: 'auto', infer_user_agent: 'auto' } };
const contextOf = (container: JsonObject = { version: 2 }, over: Partial<EntryRequest> = {}) =>
  entryContext(container, { ...REQUEST, ...over });

const aLog = { timestamp: NOW - 1.5, trace_id: TRACE, level: 'info', body: 'paid' };
const aSpan = {
  trace_id: TRACE,
  span_id: SPAN,
  name: 'GET /',
  status: 'ok',
  start_timestamp: NOW - 2,
  end_timestamp: NOW - 1,
};
const aMetric = { timestamp: NOW, trace_id: TRACE, name: 'orders', type: 'counter', value: 1 };
const attributesOf = (container: JsonObject, over: Partial<EntryRequest> = {}, attributes: JsonObject = {}) =>
  normalizeLog({ ...aLog, attributes }, contextOf(container, over))?.attributes;

describe('attributes', () => {
  test('are kept with the type that they say and have', () => {
    const sound: JsonObject = {
      s: { value: 'x', type: 'string' },
      b: { value: false, type: 'boolean' },
      i: { value: 3, type: 'integer' },
      d: { value: 12, type: 'double' },
      a: { value: ['x', 1, true], type: 'array' },
    };
    expect(normalizeAttributes(sound)).toEqual(sound);
  });

  test('of another type than they say, of an unknown one or of none are left out', () => {
    expect(
      normalizeAttributes({
        a: { value: 1, type: 'string' },
        b: { value: 1.5, type: 'integer' },
        c: { value: 'x', type: 'object' },
        d: { value: 'x' },
        e: { type: 'string' },
        f: 'x',
        g: null,
      }),
    ).toEqual({});
  });

  test('that are lists of more than plain values become text', () => {
    expect(normalizeAttributes({ a: { value: [['x'], null], type: 'array' } })).toEqual({
      a: { value: '[["x"],null]', type: 'string' },
    });
  });

  test('are bounded in number and in the length of their names', () => {
    const one = { value: 'x', type: 'string' };
    const many = Object.fromEntries(Array.from({ length: MAX_ATTRIBUTES + 1 }, (_, i) => [`k${i}`, one]));
    expect(Object.keys(normalizeAttributes(many))).toHaveLength(MAX_ATTRIBUTES);
    expect(normalizeAttributes({ ['k'.repeat(MAX_ATTRIBUTE_NAME + 1)]: one })).toEqual({});
  });

  test('with the name of a prototype harm nothing', () => {
    const attributes = normalizeAttributes(JSON.parse('{"__proto__":{"value":"x","type":"string"}}'));
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
    expect(JSON.stringify(attributes)).toContain('__proto__');
  });
});

describe('what is inferred for an entry', () => {
  test('is address and browser of the request when the SDK asks for them', () => {
    expect(attributesOf(AUTO)).toEqual({
      'client.address': { value: '203.0.113.7', type: 'string' },
      'browser.name': { value: 'Chrome', type: 'string' },
      'browser.version': { value: '120.0.0', type: 'string' },
    });
  });

  test('is nothing when the SDK says never, or says nothing', () => {
    const never = { version: 2, ingest_settings: { infer_ip: 'never', infer_user_agent: 'never' } };
    const sent = { 'client.address': { value: '{{auto}}', type: 'string' } };
    for (const container of [never, { version: 2 }]) {
      expect(attributesOf(container)).toEqual({});
      expect(attributesOf(container, {}, sent)).toEqual({});
    }
  });

  test('for an SDK from before such settings is the browser always, the address where it stands for itself', () => {
    expect(Object.keys(attributesOf({}) ?? {})).toEqual(['browser.name', 'browser.version']);
    const sent = { 'client.address': { value: '{{auto}}', type: 'string' } };
    expect(attributesOf({}, {}, sent)?.['client.address']?.value).toBe('203.0.113.7');
  });

  test('overrules nothing that was sent', () => {
    const sent = {
      'client.address': { value: '198.51.100.1', type: 'string' },
      'browser.name': { value: 'Own', type: 'string' },
    };
    expect(attributesOf(AUTO, {}, sent)).toEqual(sent);
  });

  test('is no address where the project keeps none, or where there is none', () => {
    expect(attributesOf(AUTO, { scrubIp: true })?.['client.address']).toBeUndefined();
    expect(attributesOf(AUTO, { clientIp: 'unknown' })?.['client.address']).toBeUndefined();
  });

  test('comes from the user agent that the entry itself names before that of the request', () => {
    const own = { 'user_agent.original': { value: CHROME.replace('Chrome/120', 'Chrome/99'), type: 'string' } };
    const hints = { clientHints: { 'sec-ch-ua': '"Opera";v="110"' } };
    expect(attributesOf(AUTO, hints, own)?.['browser.version']?.value).toBe('99.0.0');
    expect(attributesOf(AUTO, hints)?.['browser.name']?.value).toBe('Opera');
  });
});

describe('a log', () => {
  test('keeps what it says, in the spelling of ids and levels', () => {
    const raw = {
      ...aLog,
      trace_id: 'AAAAAAAA-aaaa-aaaa-aaaa-aaaaaaaaaaaa',
      span_id: 'B'.repeat(16),
      level: 'warn',
      severity_number: 13,
    };
    expect(normalizeLog(raw, contextOf())).toEqual({
      timestamp: NOW - 1.5,
      trace_id: TRACE,
      span_id: SPAN,
      level: 'warn',
      body: 'paid',
      attributes: {},
    });
  });

  test('of a level without a name is `other`; a span id that is none is left out', () => {
    const log = normalizeLog({ ...aLog, level: 'notice', span_id: '0'.repeat(16) }, contextOf());
    expect(log?.level).toBe('other');
    expect(log).not.toHaveProperty('span_id');
  });

  test.each([
    ['time', { timestamp: 'yesterday' }],
    ['time since 1970', { timestamp: -1 }],
    ['trace', { trace_id: '0'.repeat(32) }],
    ['level', { level: 3 }],
    ['body', { body: null }],
  ])('without its %s is none', (_, over) => {
    expect(normalizeLog({ ...aLog, ...over }, contextOf())).toBeUndefined();
  });

  test('of a wrong clock is moved to ours', () => {
    const sentAt = (NOW - 7_200) * 1_000;
    const late = normalizeLog({ ...aLog, timestamp: NOW - 7_201 }, contextOf({ version: 2 }, { sentAt }));
    expect(late?.timestamp).toBe(NOW - 1);
    const near = normalizeLog(aLog, contextOf({ version: 2 }, { sentAt: (NOW - 60) * 1_000 }));
    expect(near?.timestamp).toBe(NOW - 1.5);
  });
});

describe('a trace metric', () => {
  test('keeps what it says', () => {
    expect(normalizeTraceMetric({ ...aMetric, unit: 'item', span_id: SPAN }, contextOf())).toEqual({
      ...aMetric,
      unit: 'item',
      span_id: SPAN,
      attributes: {},
    });
  });

  test.each([
    ['name', { name: '' }],
    ['known type', { type: 'set' }],
    ['number', { value: '1' }],
    ['trace', { trace_id: 'x' }],
    ['time', { timestamp: null }],
  ])('without a %s is none', (_, over) => {
    expect(normalizeTraceMetric({ ...aMetric, ...over }, contextOf())).toBeUndefined();
  });
});

describe('a span', () => {
  test('keeps what it says, with the links that are some', () => {
    const links = [{ trace_id: TRACE, span_id: SPAN, sampled: true }, { trace_id: 'x' }, null];
    expect(normalizeSpan({ ...aSpan, parent_span_id: 'c'.repeat(16), links }, contextOf())).toEqual({
      ...aSpan,
      parent_span_id: 'c'.repeat(16),
      is_segment: false,
      links: [{ trace_id: TRACE, span_id: SPAN, sampled: true }],
      attributes: {},
    });
  });

  test('without a parent is a segment unless it says otherwise', () => {
    expect(normalizeSpan(aSpan, contextOf())?.is_segment).toBe(true);
    expect(normalizeSpan({ ...aSpan, is_segment: false }, contextOf())?.is_segment).toBe(false);
  });

  test.each([
    ['trace', { trace_id: null }],
    ['id', { span_id: '0'.repeat(16) }],
    ['name', { name: null }],
    ['status', { status: null }],
    ['end', { end_timestamp: null }],
    ['end after its start', { end_timestamp: NOW - 3 }],
  ])('without its %s is none', (_, over) => {
    expect(normalizeSpan({ ...aSpan, ...over }, contextOf())).toBeUndefined();
  });

  test('as SDKs sent it before is told in the fields of today', () => {
    const legacy = {
      trace_id: TRACE,
      span_id: SPAN,
      segment_id: SPAN,
      op: 'db',
      description: 'SELECT 1',
      status: 'not_found',
      start_timestamp: NOW - 2,
      timestamp: NOW - 1,
      exclusive_time: 12.5,
      data: { 'db.system': 'postgresql', rows: 3, plan: { a: 1 } },
      measurements: { inp: { value: 8.25, unit: 'millisecond' } },
      tags: { shop: 'seoul' },
    };
    expect(normalizeSpan(upgradeLegacySpan(legacy), contextOf())).toEqual({
      trace_id: TRACE,
      span_id: SPAN,
      name: 'SELECT 1',
      status: 'error',
      is_segment: true,
      start_timestamp: NOW - 2,
      end_timestamp: NOW - 1,
      attributes: {
        shop: { value: 'seoul', type: 'string' },
        inp: { value: 8.25, type: 'double' },
        'db.system': { value: 'postgresql', type: 'string' },
        rows: { value: 3, type: 'integer' },
        plan: { value: '{"a":1}', type: 'string' },
        'sentry.op': { value: 'db', type: 'string' },
        'sentry.exclusive_time': { value: 12.5, type: 'double' },
        'sentry.segment.id': { value: SPAN, type: 'string' },
      },
    });
  });
});

describe('any entry', () => {
  test('is normalized or dropped without throwing, and the same when it is normalized again', () => {
    const field = fc.oneof(fc.jsonValue(), fc.constantFrom(TRACE, SPAN, NOW, 'info', 'ok', 'counter'));
    const entry = fc.record(
      {
        timestamp: fc.oneof(fc.double(), field),
        start_timestamp: field,
        end_timestamp: field,
        trace_id: fc.oneof(fc.constant(TRACE), field),
        span_id: fc.oneof(fc.constant(SPAN), field),
        level: field,
        status: field,
        type: field,
        name: field,
        body: fc.oneof(fc.string(), field),
        value: fc.oneof(fc.double(), field),
        links: field,
        attributes: fc.oneof(field, fc.dictionary(fc.string(), fc.record({ value: field, type: field }))),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(entry, raw => {
        for (const normalize of [normalizeLog, normalizeSpan, normalizeTraceMetric]) {
          const once = normalize(raw, contextOf(AUTO));
          if (once !== undefined) expect(normalize(once as unknown as JsonObject, contextOf(AUTO))).toEqual(once);
        }
        normalizeSpan(upgradeLegacySpan(raw), contextOf());
      }),
      { numRuns: 500 },
    );
  });
});
