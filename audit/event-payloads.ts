import type { JsonObject } from '../lib/protocol/json.ts';
import type { Pen } from './pen.ts';

// Events in which every text that people or programs write holds a secret.

const frames = (pen: Pen): JsonObject[] => [
  {
    function: 'pay',
    module: 'checkout',
    filename: `https://shop.example.com/assets/checkout.js?note=${pen.inUrl()}`,
    abs_path: `https://shop.example.com/assets/checkout.js?note=${pen.inUrl()}`,
    lineno: 88,
    colno: 13,
    in_app: true,
    pre_context: [`// ${pen.text()}`, `const a = '${pen.text()}';`],
    context_line: `throw new Error('${pen.text()}');`,
    post_context: [`// ${pen.text()}`],
    vars: {
      order: pen.text(),
      password: pen.keyed(),
      nested: { list: [pen.text(), { deep: pen.text(), api_key: pen.keyed() }] },
      json: JSON.stringify({ inside: pen.text(), client_secret: pen.keyed() }),
    },
    data: { orig_function: 'pay' },
  },
];

const mechanism = (pen: Pen): JsonObject => ({
  type: 'generic',
  handled: false,
  description: pen.text(),
  data: { reason: pen.text(), access_token: pen.keyed() },
});

const breadcrumbs = (pen: Pen): JsonObject[] => [
  {
    timestamp: pen.seconds,
    category: 'console',
    level: 'error',
    message: pen.text(),
    data: { arguments: [pen.text()] },
  },
  {
    timestamp: pen.seconds,
    type: 'http',
    category: 'fetch',
    data: {
      method: 'POST',
      url: `https://api.example.com/pay?to=${pen.inUrl()}`,
      body: pen.text(),
      password: pen.keyed(),
    },
  },
  { timestamp: pen.seconds, category: 'navigation', data: { from: `/a?q=${pen.inUrl()}`, to: `/b#${pen.inUrl()}` } },
  { timestamp: pen.seconds, category: 'ui.click', message: `button[title="${pen.text()}"]` },
];

const request = (pen: Pen): JsonObject => ({
  method: 'POST',
  url: `https://shop.example.com/pay/${pen.inUrl()}?to=${pen.inUrl()}&access_token=${pen.keyed()}#${pen.inUrl()}`,
  query_string: `a=${pen.inUrl()}&api_key=${pen.keyed()}`,
  cookies: `basket=${pen.inUrl()}; sessionid=${pen.keyed()}`,
  headers: {
    Authorization: `Bearer ${pen.keyed()}`,
    Referer: `https://shop.example.com/?from=${pen.inUrl()}`,
    'X-Note': pen.text(),
    'X-Api-Key': pen.keyed(),
  },
  data: { note: pen.text(), card: { holder: pen.text(), password: pen.keyed() }, raw: `note=${pen.inUrl()}` },
  env: { REMOTE_ADDR: '127.0.0.1', NOTE: pen.text(), DB_PASSWORD: pen.keyed() },
});

const contexts = (pen: Pen): JsonObject => ({
  payment: { note: pen.text(), credentials: pen.keyed(), list: [pen.text()] },
  state: { type: 'state', state: { type: 'redux', value: { basket: pen.text(), password: pen.keyed() } } },
  response: {
    type: 'response',
    status_code: 500,
    headers: { 'X-Note': pen.text(), 'Set-Cookie': `sessionid=${pen.keyed()}; Path=/` },
    cookies: { basket: pen.text(), sessionid: pen.keyed() },
    data: { error: pen.text() },
  },
  device: { type: 'device', name: pen.text(), model: 'Galaxy S30' },
  trace: { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16), description: pen.text(), data: { note: pen.text() } },
});

const common = (pen: Pen): JsonObject => ({
  timestamp: pen.seconds,
  platform: 'python',
  level: 'error',
  logger: `shop ${pen.text()}`,
  server_name: pen.text(),
  transaction: `/pay/${pen.text()}`,
  tags: { note: pen.text(), tenant: pen.text(), password: pen.keyed() },
  extra: {
    note: pen.text(),
    password: pen.keyed(),
    deep: { a: { b: { c: [pen.text()] } } },
    json: JSON.stringify({ a: pen.text() }),
    pairs: [
      ['note', pen.text()],
      ['api_key', pen.keyed()],
    ],
  },
  user: {
    id: pen.text(),
    email: pen.text(),
    username: pen.text(),
    name: pen.text(),
    data: { note: pen.text() },
    phone: pen.text(),
  },
  request: request(pen),
  breadcrumbs: { values: breadcrumbs(pen) },
  contexts: contexts(pen),
  fingerprint: ['{{ default }}', pen.text()],
  sdk: { name: 'sentry.python', version: '2.75.0' },
  custom_field: pen.text(),
  errors: [{ type: 'js_no_source', url: `https://shop.example.com/a.js?x=${pen.inUrl()}` }],
});

export const errorEvent = (pen: Pen): JsonObject => ({
  ...common(pen),
  exception: {
    values: [
      {
        type: 'ValueError',
        value: pen.text(),
        module: 'shop',
        mechanism: mechanism(pen),
        stacktrace: { frames: frames(pen) },
      },
      { type: 'TypeError', value: `cannot pay: ${pen.text()}`, stacktrace: { frames: frames(pen) } },
    ],
  },
  threads: { values: [{ id: 1, name: pen.text(), current: true, stacktrace: { frames: frames(pen) } }] },
});

export const messageEvent = (pen: Pen): JsonObject => ({
  ...common(pen),
  logentry: { message: `%s could not pay ${pen.text()}`, params: [pen.text(), pen.text()] },
});

export const plainMessage = (pen: Pen): JsonObject => ({
  timestamp: pen.seconds,
  message: pen.text(),
  extra: pen.text(),
});

export const transaction = (pen: Pen): JsonObject => ({
  ...common(pen),
  type: 'transaction',
  start_timestamp: pen.seconds - 1,
  spans: [
    {
      trace_id: 'a'.repeat(32),
      span_id: 'c'.repeat(16),
      start_timestamp: pen.seconds - 1,
      timestamp: pen.seconds,
      op: 'db',
      description: `SELECT '${pen.text()}'`,
      data: { 'db.statement': pen.text(), password: pen.keyed() },
      tags: { note: pen.text() },
    },
  ],
});

export const feedbackEvent = (pen: Pen): JsonObject => ({
  timestamp: pen.seconds,
  type: 'feedback',
  platform: 'javascript',
  contexts: {
    feedback: {
      message: pen.text(),
      contact_email: pen.text(),
      name: pen.text(),
      url: `https://shop.example.com/?q=${pen.inUrl()}`,
      source: 'widget',
    },
  },
  tags: { note: pen.text() },
});
