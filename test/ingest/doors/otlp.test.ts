import { gzipSync } from 'node:zlib';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_BATCH_BYTES } from '../../../lib/ingest/check-batch-size.ts';
import type { DoorCall } from '../../../lib/ingest/doors/door.ts';
import type { IngestRequest } from '../../../lib/ingest/http.ts';
import { readLogs } from '../../../lib/ingest/otlp/read-logs.ts';
import { readTraces } from '../../../lib/ingest/otlp/read-traces.ts';
import { MAX_PACKED_BYTES } from '../../../lib/ingest/pack-containers.ts';
import { receive } from '../../../lib/ingest/receive.ts';
import { MAX_ENTRIES } from '../../../lib/items/entries-of.ts';
import type { Envelope } from '../../../lib/protocol/envelope.ts';
import { edge, PROJECT_ID, PUBLIC_KEY, request } from '../../support/edge.ts';
import {
  LOGS_JSON,
  LOGS_PROTOBUF,
  PARENT_ID,
  SPAN_ID,
  TRACE_ID,
  TRACES_JSON,
  TRACES_PROTOBUF,
} from '../otlp/examples.ts';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';
const NEW_ID = 'd'.repeat(32);

const pathOf = (signal: string) => `/api/${PROJECT_ID}/integration/otlp/v1/${signal}`;
const send = async (over: Partial<IngestRequest>) => {
  const { deps, messages } = edge();
  const { response } = await receive(
    deps,
    request({ path: pathOf('traces'), headers: { 'content-type': JSON_TYPE }, ...over }),
  );
  const outcomes = (await messages()).flatMap(message => message.outcomes);
  return { ...response, outcomes: outcomes.map(one => `${one.category} ${one.reason} ${one.quantity}`) };
};

const callOf = (body: unknown, contentType = JSON_TYPE): DoorCall => ({
  request: request({ headers: { 'content-type': contentType } }),
  body: body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body)),
  params: {},
  newId: () => NEW_ID,
  receivedAt: 1_795_000_000_000,
});
const entriesOf = (envelope: Envelope) =>
  envelope.items.flatMap(({ payload }) => JSON.parse(Buffer.from(payload).toString()).items);

const SHARED = {
  'resource.service.name': { value: 'my.service', type: 'string' },
  'instrumentation.name': { value: 'my.library', type: 'string' },
  'instrumentation.version': { value: '1.0.0', type: 'string' },
  'instrumentation.my.scope.attribute': { value: 'some scope attribute', type: 'string' },
};
const SPAN = {
  trace_id: TRACE_ID,
  span_id: SPAN_ID,
  parent_span_id: PARENT_ID,
  name: "I'm a server span",
  status: 'ok',
  is_segment: false,
  start_timestamp: 1_544_712_660,
  end_timestamp: 1_544_712_661,
  attributes: {
    ...SHARED,
    'my.span.attr': { value: 'some value', type: 'string' },
    'sentry.kind': { value: 'server', type: 'string' },
    'sentry.origin': { value: 'auto.otlp.spans', type: 'string' },
  },
};
const LOG = {
  timestamp: 1_544_712_660.3,
  trace_id: TRACE_ID,
  span_id: SPAN_ID,
  level: 'info',
  body: 'Example log record',
  attributes: {
    ...SHARED,
    'string.attribute': { value: 'some string', type: 'string' },
    'boolean.attribute': { value: true, type: 'boolean' },
    'int.attribute': { value: 10, type: 'integer' },
    'double.attribute': { value: 637.704, type: 'double' },
    'array.attribute': { value: ['many', 'values'], type: 'array' },
    'map.attribute': { value: '{"some.map.key":"some value"}', type: 'string' },
    'sentry.severity_number': { value: 10, type: 'integer' },
    'sentry.severity_text': { value: 'Information', type: 'string' },
    'sentry.origin': { value: 'auto.otlp.logs', type: 'string' },
  },
};

describe('an exporter of OpenTelemetry', () => {
  test.each([
    ['traces', JSON_TYPE, Buffer.from(JSON.stringify(TRACES_JSON)), 'span unsupported_span 1'],
    ['traces/', PROTOBUF, TRACES_PROTOBUF, 'span unsupported_span 1'],
    ['logs', JSON_TYPE, Buffer.from(JSON.stringify(LOGS_JSON)), 'log_item unsupported_log 1'],
    ['logs/', 'Application/X-Protobuf', LOGS_PROTOBUF, 'log_item unsupported_log 1'],
  ])('sends /%s as %s, is answered in kind, and each record is counted', async (signal, type, body, outcome) => {
    const answer = await send({ path: pathOf(signal), headers: { 'content-type': type }, body });
    const isJson = type === JSON_TYPE;
    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
      200,
      isJson ? JSON_TYPE : PROTOBUF,
      isJson ? '{}' : '',
    ]);
    expect(answer.outcomes[0]).toBe(outcome);
  });

  test('may name its key in a header, as Sentry tells exporters to', async () => {
    const headers = { 'content-type': JSON_TYPE, 'x-sentry-auth': `sentry sentry_key=${PUBLIC_KEY}` };
    expect((await send({ query: new URLSearchParams(), headers, body: Buffer.from('{}') })).status).toBe(200);
  });

  test('that has nothing to say is answered like any other', async () => {
    expect(await send({ body: Buffer.from('{}') })).toMatchObject({ status: 200, outcomes: [] });
    expect(await send({ headers: { 'content-type': PROTOBUF } })).toMatchObject({ status: 200, outcomes: [] });
  });

  test.each([
    ['no JSON', { body: Buffer.from('{') }, 400, { code: 3, message: 'invalid JSON data: expected an object' }],
    [
      'another form than the protocol',
      { body: Buffer.from('{"resourceSpans":{}}') },
      400,
      { code: 3, message: 'invalid JSON data: resourceSpans is no list' },
    ],
    [
      'another content type',
      { headers: { 'content-type': 'text/plain' } },
      415,
      { code: 3, message: 'unsupported content type: application/json or application/x-protobuf' },
    ],
    ['no key', { query: new URLSearchParams() }, 401, { code: 16, message: 'missing authorization information' }],
    [
      'a key that is none of ours',
      { query: new URLSearchParams({ sentry_key: 'f'.repeat(32) }) },
      403,
      { code: 7, message: 'event submission rejected with_reason: ProjectId' },
    ],
    [
      'too much',
      { body: Buffer.alloc(MAX_BATCH_BYTES + 1, 0x20) },
      413,
      {
        code: 8,
        message: 'request content exceeded size limits: at most 12582912 bytes: send smaller batches',
      },
    ],
  ])('that sends %s is told so in its own words', async (_, over, status, json) => {
    const answer = await send(over);
    expect([answer.status, answer.headers['content-type']]).toEqual([status, JSON_TYPE]);
    expect(JSON.parse(String(answer.body))).toEqual(json);
  });

  test('that sends protobuf is told in protobuf', async () => {
    const { status, headers, body } = await send({
      headers: { 'content-type': PROTOBUF },
      body: Buffer.from('no protobuf at all'),
    });
    expect([status, headers['content-type']]).toEqual([400, PROTOBUF]);
    const reader = new BinaryReader(body as Uint8Array);
    expect([reader.tag(), reader.int32(), reader.tag(), reader.string(), reader.pos]).toEqual([
      [1, 0],
      3,
      [2, 2],
      'invalid protobuf data',
      (body as Uint8Array).length,
    ]);
  });

  test('whose compressed JSON the gateway damaged is told what to change', async () => {
    const { status, body } = await send({
      body: Buffer.from(gzipSync(JSON.stringify(TRACES_JSON)).toString('utf8')),
      bodyWasText: true,
      headers: { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' },
    });
    expect(status).toBe(400);
    expect(JSON.parse(String(body)).message).toMatch(/compression to none, or its protocol to http\/protobuf/);
  });

  test('may compress protobuf', async () => {
    const headers = { 'content-type': PROTOBUF, 'content-encoding': 'gzip' };
    expect((await send({ headers, body: gzipSync(TRACES_PROTOBUF) })).outcomes).toEqual(['span unsupported_span 1']);
  });
});

describe('spans of OpenTelemetry', () => {
  test.each([
    ['JSON', callOf(TRACES_JSON)],
    ['protobuf', callOf(TRACES_PROTOBUF, PROTOBUF)],
  ])('in %s become what an SDK would have sent', async (_, call) => {
    const envelope = await readTraces(call);
    expect(entriesOf(envelope)).toEqual([SPAN]);
    expect(envelope.items[0]?.header).toEqual({
      type: 'span',
      item_count: 1,
      content_type: 'application/vnd.sentry.items.span.v2+json',
    });
  });

  const oneSpan = async (over: object) => {
    const [resourceSpan] = TRACES_JSON.resourceSpans;
    const [scopeSpan] = resourceSpan?.scopeSpans ?? [];
    const spans = [{ ...scopeSpan?.spans[0], ...over }];
    return entriesOf(await readTraces(callOf({ resourceSpans: [{ scopeSpans: [{ spans }] }] })))[0];
  };

  test('tell how they ended by number or by name', async () => {
    expect(await oneSpan({ status: { code: 2, message: 'refused' } })).toMatchObject({
      status: 'error',
      attributes: { 'sentry.status.message': { value: 'refused' } },
    });
    expect((await oneSpan({ status: { code: 'STATUS_CODE_ERROR' } })).status).toBe('error');
    expect((await oneSpan({ status: { code: 'STATUS_CODE_OK' }, kind: 'SPAN_KIND_CLIENT' })).attributes).toMatchObject({
      'sentry.kind': { value: 'client' },
    });
  });

  test('whose parent is of another process are segments', async () => {
    expect((await oneSpan({ flags: 0x301 })).is_segment).toBe(true);
    expect((await oneSpan({ flags: 0x101 })).is_segment).toBe(false);
    expect((await oneSpan({ parentSpanId: '' })).is_segment).toBe(true);
  });

  test('keep their links', async () => {
    const links = [{ traceId: TRACE_ID, spanId: PARENT_ID, flags: 1, attributes: [] }];
    expect((await oneSpan({ links })).links).toEqual([
      { trace_id: TRACE_ID, span_id: PARENT_ID, sampled: true, attributes: {} },
    ]);
  });

  test('that are none are counted as invalid, beside the others', async () => {
    const [resourceSpan] = TRACES_JSON.resourceSpans;
    const spans = [resourceSpan?.scopeSpans[0]?.spans[0], { name: 'no ids' }, null];
    const body = Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
    expect((await send({ body })).outcomes).toEqual(['span unsupported_span 1', 'span invalid_span 2']);
  });

  test('in a batch larger than a container are spread over several, and all counted', async () => {
    const [resourceSpan] = TRACES_JSON.resourceSpans;
    const span = resourceSpan?.scopeSpans[0]?.spans[0];
    const spans = Array.from({ length: MAX_ENTRIES + 5 }, () => span);
    const body = Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
    expect(await send({ body })).toMatchObject({ status: 200, outcomes: [`span unsupported_span ${MAX_ENTRIES + 5}`] });
  });

  test('whose resource would be written out without end are refused', async () => {
    const attributes = [{ key: 'k', value: { stringValue: 'x'.repeat(100_000) } }];
    const [resourceSpan] = TRACES_JSON.resourceSpans;
    const spans = Array.from({ length: 1_000 }, () => resourceSpan?.scopeSpans[0]?.spans[0]);
    const body = Buffer.from(
      JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }] }),
    );
    const answer = await send({ body });
    expect(answer.status).toBe(413);
    expect(JSON.parse(String(answer.body)).message).toContain(String(MAX_PACKED_BYTES));
  });
});

describe('logs of OpenTelemetry', () => {
  test.each([
    ['JSON', callOf(LOGS_JSON)],
    ['protobuf', callOf(LOGS_PROTOBUF, PROTOBUF)],
  ])('in %s become what an SDK would have sent', async (_, call) => {
    expect(entriesOf(await readLogs(call))).toEqual([LOG]);
  });

  const oneLog = async (record: object) =>
    entriesOf(await readLogs(callOf({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] })))[0];

  test('without time, trace and level get those of the moment', async () => {
    expect(await oneLog({ body: { stringValue: 'x' } })).toMatchObject({
      timestamp: 1_795_000_000,
      trace_id: NEW_ID,
      level: 'info',
      body: 'x',
    });
    const observed = await oneLog({ timeUnixNano: '0', observedTimeUnixNano: '1544712660300000000' });
    expect(observed.timestamp).toBe(1_544_712_660.3);
  });

  test.each([
    [{ severityNumber: 1 }, 'trace'],
    [{ severityNumber: 8 }, 'debug'],
    [{ severityNumber: 'SEVERITY_NUMBER_WARN2' }, 'warn'],
    [{ severityNumber: 17 }, 'error'],
    [{ severityNumber: 24 }, 'fatal'],
    [{ severityText: 'WARNING' }, 'warn'],
    [{ severityText: 'Error' }, 'error'],
    [{ severityNumber: 99, severityText: 'no word of ours' }, 'info'],
  ])('of severity %j have the level %s', async (record, level) => {
    expect((await oneLog(record)).level).toBe(level);
  });

  test('with a body that is no text have it as JSON', async () => {
    const body = {
      kvlistValue: {
        values: [
          { key: 'n', value: { intValue: 3 } },
          { key: 'none', value: {} },
        ],
      },
    };
    expect((await oneLog({ body })).body).toBe('{"n":3,"none":null}');
  });

  test('keep values that JSON numbers cannot hold', async () => {
    const attributes = [
      { key: 'big', value: { intValue: '9223372036854775807' } },
      { key: 'nan', value: { doubleValue: 'NaN' } },
      { key: 'whole', value: { doubleValue: 12 } },
      { key: 'bytes', value: { bytesValue: 'AQI=' } },
      { key: 'empty', value: {} },
    ];
    expect((await oneLog({ attributes })).attributes).toMatchObject({
      big: { value: '9223372036854775807', type: 'string' },
      nan: { value: 'NaN', type: 'string' },
      whole: { value: 12, type: 'double' },
      bytes: { value: 'AQI=', type: 'string' },
    });
  });

  test('nested without end are read to a depth, and nothing is thrown', async () => {
    let value: object = { stringValue: 'x' };
    for (let i = 0; i < 1_000; i++) value = { arrayValue: { values: [value] } };
    const record = { body: value, attributes: [{ key: 'deep', value }], traceId: [[[]]] };
    expect(typeof (await oneLog(record)).body).toBe('string');
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const text = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":${deep},"spanId":${deep},"body":{"stringValue":${deep}},"severityText":${deep}}]}]}]}`;
    expect((await send({ path: pathOf('logs'), body: Buffer.from(text) })).status).toBe(200);
  });
});

describe('any JSON at the doors of OpenTelemetry', () => {
  test('is taken or refused, and nothing else is thrown', async () => {
    const any = fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<unknown>;
    const value = fc.oneof(
      any,
      fc.record({ stringValue: any }),
      fc.record({ intValue: any }),
      fc.record({ doubleValue: any }),
      fc.record({ kvlistValue: fc.record({ values: any }) }),
      fc.record({ arrayValue: fc.record({ values: any }) }),
    );
    const attributes = fc.oneof(any, fc.array(fc.record({ key: fc.oneof(fc.string(), any), value })));
    const record = fc.oneof(
      any,
      fc.record(
        {
          traceId: any,
          spanId: any,
          name: any,
          kind: any,
          flags: any,
          status: any,
          startTimeUnixNano: fc.oneof(fc.nat().map(String), any),
          timeUnixNano: fc.oneof(fc.double(), any),
          severityNumber: fc.oneof(fc.double(), any),
          severityText: any,
          body: value,
          attributes,
          links: fc.oneof(any, fc.array(fc.record({ traceId: any, attributes }))),
        },
        { requiredKeys: [] },
      ),
    );
    const records = fc.array(record, { maxLength: 3 });
    const inScopes = fc.oneof(any, fc.array(fc.record({ spans: records, logRecords: records }), { maxLength: 2 }));
    const body = fc.array(fc.record({ resource: any, scopeSpans: inScopes, scopeLogs: inScopes }), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('traces', 'logs'), fc.oneof(any, body), async (signal, list) => {
        const text = JSON.stringify({ resourceSpans: list, resourceLogs: list });
        const { status } = await send({ path: pathOf(signal), body: Buffer.from(text) });
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 200 },
    );
  });

  test('of many scopes with one large resource costs no more than its size', async () => {
    const attributes = Array.from({ length: 20_000 }, (_, i) => ({ key: `k${i}`, value: { stringValue: 'x' } }));
    const scopeSpans = Array.from({ length: 20_000 }, () => ({ spans: [null] }));
    const start = process.cpuUsage();
    const body = Buffer.from(JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans }] }));
    expect((await send({ body })).outcomes.at(-1)).toBe('span invalid_span 20000');
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(5_000);
  });
});
