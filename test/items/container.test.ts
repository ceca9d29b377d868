import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decompress } from '../../lib/ingest/decompress.ts';
import { MAX_ENTRIES } from '../../lib/items/entries-of.ts';
import { type EnvelopeItem, parseEnvelope } from '../../lib/protocol/envelope.ts';
import { CONTAINERS, type ContainerType } from '../../lib/protocol/item-container.ts';
import type { Json } from '../../lib/protocol/json.ts';
import { recordedRequests } from '../support/corpus.ts';
import { NOW, outcomesOf, take } from './item-context.ts';

const TRACE = 'a'.repeat(32);
const SPAN = 'b'.repeat(16);
const aLog = { timestamp: NOW, trace_id: TRACE, level: 'info', body: 'paid' };
const aSpan = {
  trace_id: TRACE,
  span_id: SPAN,
  name: 'GET /',
  status: 'ok',
  start_timestamp: NOW - 1,
  end_timestamp: NOW,
};
const aMetric = { timestamp: NOW, trace_id: TRACE, name: 'orders', type: 'counter', value: 1 };
const ENTRIES: Record<ContainerType, Json> = { log: aLog, span: aSpan, trace_metric: aMetric };
const TYPES: ContainerType[] = ['log', 'span', 'trace_metric'];

const headerOf = (type: ContainerType, item_count: number) => ({
  content_type: CONTAINERS[type].contentType,
  item_count,
});
const fatesOf = (type: ContainerType, items: Json[]) =>
  outcomesOf(type, { payload: { version: 2, items }, header: headerOf(type, items.length) });

/** Items that recorded SDKs sent as containers. */
const recordedContainers = (): [string, EnvelopeItem][] =>
  recordedRequests()
    .filter(({ url, body }) => /envelope\/(?:\?|$)/.test(url) && body.length > 0)
    .flatMap(({ name, headers, body }) => {
      const lower = Object.fromEntries(headers.map(([key, value]) => [key.toLowerCase(), value]));
      return parseEnvelope(decompress({ body, bodyWasText: false, headers: lower })).items.map(
        (item, i): [string, EnvelopeItem] => [`${name}#${i}`, item],
      );
    })
    .filter(([, { type }]) => TYPES.includes(type as ContainerType));

describe('a container of many entries', () => {
  test('of a recorded SDK is understood in each of its entries', () => {
    const containers = recordedContainers();
    expect(new Set(containers.map(([, { type }]) => type))).toEqual(new Set(TYPES));
    for (const [name, { type, header, payload }] of containers) {
      const { outcomes } = take(type as ContainerType, { payload, header });
      const [items] = outcomes;
      expect([name, items]).toEqual([
        name,
        { category: items?.category, outcome: 'invalid', reason: `unsupported_${type}`, quantity: header.item_count },
      ]);
    }
  });

  test('is counted by its entries, and logs and metrics by their bytes as well', () => {
    expect(fatesOf('log', [aLog, { ...aLog, attributes: { plan: { value: 'pro', type: 'string' } } }])).toEqual([
      'log_item invalid unsupported_log 2',
      // `paid` twice, `plan` and `pro`.
      'log_byte invalid unsupported_log 15',
    ]);
    expect(fatesOf('trace_metric', [aMetric])).toEqual([
      'trace_metric invalid unsupported_trace_metric 1',
      'trace_metric_byte invalid unsupported_trace_metric 14',
    ]);
    expect(fatesOf('span', [aSpan, aSpan])).toEqual(['span invalid unsupported_span 2']);
  });

  test('with a bad entry among good ones loses that one alone', () => {
    const { body: _, ...bodiless } = aLog;
    expect(fatesOf('log', [aLog, bodiless, null, 7])).toEqual([
      'log_item invalid unsupported_log 1',
      'log_byte invalid unsupported_log 4',
      'log_item invalid invalid_log 3',
      'log_byte invalid invalid_log 10',
    ]);
    expect(fatesOf('span', [{ ...aSpan, end_timestamp: NOW - 2 }, aSpan])).toEqual([
      'span invalid invalid_span 1',
      'span invalid unsupported_span 1',
    ]);
    expect(fatesOf('trace_metric', [{ ...aMetric, type: 'histogram' }])[0]).toBe(
      'trace_metric invalid invalid_trace_metric 1',
    );
  });

  test.each(TYPES)('of type %s that says another number than it holds falls as a whole', type => {
    const payload = { version: 2, items: [ENTRIES[type] ?? null] };
    const category = type === 'log' ? 'log_item' : type;
    expect(outcomesOf(type, { payload, header: headerOf(type, 3) })[0]).toBe(
      `${category} invalid ${CONTAINERS[type].invalid} 3`,
    );
  });

  test.each(TYPES)('of type %s with a content type of another falls as a whole', type => {
    const payload = { items: [ENTRIES[type] ?? null] };
    const category = type === 'log' ? 'log_item' : type;
    const fates = outcomesOf(type, { payload, header: { item_count: 1, content_type: 'application/json' } });
    expect(fates[0]).toBe(`${category} invalid ${CONTAINERS[type].invalid} 1`);
  });

  test('that is no JSON, or no container, falls as a whole with its bytes', () => {
    expect(outcomesOf('log', { payload: '{"items":', header: headerOf('log', 2) })).toEqual([
      'log_item invalid invalid_json 2',
      'log_byte invalid invalid_json 9',
    ]);
    expect(outcomesOf('log', { payload: { items: {} }, header: headerOf('log', 2) })[0]).toBe(
      'log_item invalid invalid_log 2',
    );
  });

  test('of no entries has no fate to tell', () => {
    expect(fatesOf('log', [])).toEqual([]);
  });

  test('of more entries than any SDK sends falls as a whole', () => {
    const items = Array.from({ length: MAX_ENTRIES + 1 }, () => aLog);
    expect(fatesOf('log', items)[0]).toBe(`log_item invalid invalid_log ${MAX_ENTRIES}`);
  });

  test('of any entries never throws, and counts each of them once', () => {
    const entry = fc.oneof(fc.jsonValue(), fc.constantFrom<Json>(aLog, aSpan, aMetric));
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fc.array(entry, { maxLength: 20 }), (type, items) => {
        const { outcomes } = take(type, {
          payload: { items: items as Json[] },
          header: headerOf(type, items.length),
        });
        const counted = outcomes.filter(({ category }) => !category.endsWith('_byte'));
        expect(counted.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(items.length);
        expect(outcomes.every(({ quantity }) => quantity >= 1)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('of any bytes never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fc.uint8Array({ maxLength: 200 }), fc.nat(5), (type, payload, count) => {
        expect(take(type, { payload, header: headerOf(type, count) }).outcomes.length).toBeGreaterThan(0);
      }),
    );
  });

  test('that is nested to its end takes no longer than its size tells', () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    const start = process.cpuUsage();
    for (const body of [deep, `{"attributes":{"a":{"type":"array","value":${deep}}}}`, `{"attributes":${deep}}`])
      outcomesOf('log', { payload: `{"items":[${body}]}`, header: headerOf('log', 1) });
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(5_000);
  });
});

describe('a span that is an item by itself', () => {
  const legacy = {
    trace_id: TRACE,
    span_id: SPAN,
    op: 'ui.interaction.click',
    description: 'button.pay',
    start_timestamp: NOW - 1,
    timestamp: NOW,
  };

  test('is understood as SDKs sent it before there were containers', () => {
    expect(outcomesOf('span', { payload: legacy })).toEqual(['span invalid unsupported_span 1']);
  });

  test('is invalid without its times, or when it is no JSON', () => {
    expect(outcomesOf('span', { payload: { ...legacy, timestamp: undefined } })).toEqual([
      'span invalid invalid_span 1',
    ]);
    expect(outcomesOf('span', { payload: [] })).toEqual(['span invalid invalid_span 1']);
    expect(outcomesOf('span', { payload: 'no' })).toEqual(['span invalid invalid_json 1']);
  });
});
