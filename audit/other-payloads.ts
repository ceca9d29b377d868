import { deflateSync } from 'node:zlib';
import type { JsonObject } from '../lib/protocol/json.ts';
import { minidumpOf } from './minidump.ts';
import type { Pen } from './pen.ts';

// Everything else that SDKs, browsers and collectors send.

/** An item of an envelope; what is no text is JSON. */
export interface Item {
  header: JsonObject;
  payload: JsonObject | string | Uint8Array;
}

const attribute = (value: string) => ({ value, type: 'string' });
const TRACE_ID = 'a'.repeat(32);

const container = (type: string, name: string, items: JsonObject[]): Item => ({
  header: { type, item_count: items.length, content_type: `application/vnd.sentry.items.${name}+json` },
  payload: { version: 2, items },
});

export const attachments = (pen: Pen): Item[] => [
  {
    header: { type: 'attachment', filename: 'app.log', content_type: 'text/plain' },
    payload: `first line\n${pen.text()}\npassword=${pen.keyed()}\n${pen.text()}\n`,
  },
  {
    header: { type: 'attachment', filename: 'state.json', content_type: 'application/json' },
    payload: { note: pen.text(), password: pen.keyed(), list: [{ deep: pen.text() }] },
  },
  {
    header: { type: 'attachment', filename: `${pen.inUrl()}.txt`, content_type: 'text/plain' },
    payload: pen.text(),
  },
  {
    header: { type: 'attachment', filename: 'view-hierarchy.json', attachment_type: 'event.view_hierarchy' },
    payload: {
      rendering_system: 'x',
      windows: [{ type: 'Window', identifier: pen.text(), children: [{ text: pen.text() }] }],
    },
  },
  {
    header: { type: 'attachment', filename: 'crash.dmp', attachment_type: 'event.minidump' },
    payload: minidumpOf(pen),
  },
];

export const userReport = (pen: Pen, eventId: string): Item => ({
  header: { type: 'user_report' },
  payload: { event_id: eventId, name: pen.text(), email: pen.text(), comments: pen.text() },
});

export const telemetry = (pen: Pen): Item[] => [
  container('log', 'log', [
    {
      timestamp: pen.seconds,
      trace_id: TRACE_ID,
      level: 'info',
      body: pen.text(),
      attributes: { note: attribute(pen.text()), password: attribute(pen.keyed()) },
    },
  ]),
  container('span', 'span.v2', [
    {
      trace_id: TRACE_ID,
      span_id: 'b'.repeat(16),
      name: pen.text(),
      status: 'ok',
      start_timestamp: pen.seconds - 1,
      end_timestamp: pen.seconds,
      attributes: {
        'url.full': attribute(`https://shop.example.com/?q=${pen.inUrl()}`),
        api_key: attribute(pen.keyed()),
      },
    },
  ]),
  container('trace_metric', 'trace-metric', [
    {
      timestamp: pen.seconds,
      trace_id: TRACE_ID,
      name: 'orders',
      type: 'counter',
      value: 1,
      attributes: { note: attribute(pen.text()) },
    },
  ]),
  {
    header: { type: 'session' },
    payload: {
      sid: '00000000-0000-4000-8000-000000000001',
      did: pen.text(),
      init: true,
      status: 'ok',
      started: new Date(pen.seconds * 1_000).toISOString(),
      attrs: { release: 'shop@1.0.0', user_agent: pen.text() },
    },
  },
  {
    header: { type: 'check_in' },
    payload: { check_in_id: TRACE_ID, monitor_slug: 'nightly', status: 'ok', note: pen.text() },
  },
];

export const replay = (pen: Pen): Item[] => {
  const recording = [
    { type: 3, timestamp: pen.seconds * 1_000, data: { source: 0, texts: [{ id: 1, value: pen.text() }] } },
    {
      type: 5,
      timestamp: pen.seconds * 1_000,
      data: {
        tag: 'breadcrumb',
        payload: { category: 'console', message: pen.text(), data: { password: pen.keyed() } },
      },
    },
  ];
  return [
    {
      header: { type: 'replay_event' },
      payload: {
        type: 'replay_event',
        replay_id: TRACE_ID,
        segment_id: 0,
        timestamp: pen.seconds,
        urls: [`https://shop.example.com/?q=${pen.inUrl()}`],
        user: { email: pen.text() },
      },
    },
    {
      header: { type: 'replay_recording' },
      payload: Buffer.concat([Buffer.from('{"segment_id":0}\n'), deflateSync(JSON.stringify(recording))]),
    },
  ];
};

export const cspReport = (pen: Pen): JsonObject => ({
  'csp-report': {
    'document-uri': `https://shop.example.com/pay?to=${pen.inUrl()}`,
    referrer: `https://shop.example.com/?q=${pen.inUrl()}`,
    'blocked-uri': `https://evil.example.net/?x=${pen.inUrl()}`,
    'violated-directive': 'script-src',
    'effective-directive': 'script-src',
    'original-policy': "default-src 'self'",
    'source-file': `https://shop.example.com/a.js?x=${pen.inUrl()}`,
    'script-sample': pen.text(),
    disposition: 'enforce',
    'status-code': 200,
  },
});

export const browserReports = (pen: Pen): JsonObject[] => [
  {
    type: 'csp-violation',
    age: 10,
    url: `https://shop.example.com/pay?to=${pen.inUrl()}`,
    user_agent: 'Mozilla/5.0',
    body: {
      documentURL: `https://shop.example.com/pay?to=${pen.inUrl()}`,
      blockedURL: `https://evil.example.net/?x=${pen.inUrl()}`,
      effectiveDirective: 'img-src',
      originalPolicy: "default-src 'self'",
      sample: pen.text(),
      disposition: 'report',
      statusCode: 200,
    },
  },
];

export const networkErrors = (pen: Pen): JsonObject[] => [
  {
    type: 'network-error',
    age: 5,
    url: `https://shop.example.com/api?to=${pen.inUrl()}`,
    user_agent: 'Mozilla/5.0',
    body: {
      type: 'http.error',
      phase: 'application',
      status_code: 500,
      referrer: `https://shop.example.com/?q=${pen.inUrl()}`,
    },
  },
];

export const otlpLogs = (pen: Pen): JsonObject => ({
  resourceLogs: [
    {
      resource: { attributes: [{ key: 'host.note', value: { stringValue: pen.text() } }] },
      scopeLogs: [
        {
          logRecords: [
            {
              timeUnixNano: `${pen.seconds}000000000`,
              severityText: 'ERROR',
              traceId: TRACE_ID,
              body: { stringValue: pen.text() },
              attributes: [{ key: 'password', value: { stringValue: pen.keyed() } }],
            },
          ],
        },
      ],
    },
  ],
});
