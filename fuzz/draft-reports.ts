import type { Json } from '../lib/protocol/json.ts';
import { PROJECT_ID } from '../test/support/edge.ts';
import { anyJson, anyObject } from './any-json.ts';
import { type Draft, draft } from './draft.ts';
import { hostileText, MARK } from './hostile.ts';
import { type Maker, oneIn } from './maker.ts';

const MAX_REPORTS = 6;
const CSP = {
  'document-uri': 'https://shop.example/cart?token=abc',
  'violated-directive': 'script-src',
  'effective-directive': 'script-src',
  'original-policy': "default-src 'self'",
  'blocked-uri': 'https://evil.example/a.js',
};

/** What browsers send by themselves, and log drains: one or a list. */
export const draftReports = (maker: Maker): Draft => maker.random.pick([draftSecurity, draftNel, draftVercel])(maker);

const some = (maker: Maker, one: () => Json): Json[] =>
  Array.from({ length: oneIn(maker, 40) ? 501 : maker.random.below(MAX_REPORTS) }, () =>
    oneIn(maker, 6) ? anyJson(maker, 2) : one(),
  );

const withNoise = (maker: Maker, report: Record<string, Json>): Json =>
  oneIn(maker, 2) ? report : { ...report, ...anyObject(maker, 2) };

const toBody = (value: Json): Buffer => Buffer.from(JSON.stringify(value));

const draftSecurity = (maker: Maker): Draft => {
  const { random } = maker;
  const reported = () =>
    withNoise(maker, {
      type: 'csp-violation',
      age: random.below(9_999),
      body: withNoise(maker, { ...CSP, blockedURL: 'inline', documentURL: 'https://shop.example/' }),
    });
  const list = oneIn(maker, 2);
  return draft('security', {
    path: `/api/${PROJECT_ID}/${random.pick(['security', 'csp-report'])}/`,
    query: new URLSearchParams({ sentry_release: random.pick(['shop@1', MARK]), sentry_environment: 'production' }),
    headers: {
      'content-type': list ? 'application/reports+json' : 'application/csp-report',
      origin: 'https://shop.example',
    },
    body: toBody(list ? some(maker, reported) : { 'csp-report': withNoise(maker, CSP) }),
  });
};

const draftNel = (maker: Maker): Draft => {
  const { random } = maker;
  const report = () => {
    const body = withNoise(maker, {
      type: random.pick(['tcp.timed_out', 'ok', 'http.error', MARK]),
      phase: 'connection',
      status_code: random.below(600),
      server_ip: '203.0.113.1',
      protocol: 'h2',
      elapsed_time: 3,
      sampling_fraction: 1,
    });
    return withNoise(maker, {
      type: 'network-error',
      age: random.below(9_999),
      url: `https://shop.example/${hostileText(maker).slice(0, 9_000)}`,
      body,
    });
  };
  return draft('nel', {
    path: `/api/${PROJECT_ID}/nel/`,
    headers: { 'content-type': 'application/reports+json' },
    body: toBody(oneIn(maker, 8) ? anyJson(maker) : some(maker, report)),
  });
};

const draftVercel = (maker: Maker): Draft => {
  const lines = oneIn(maker, 2);
  const message = () =>
    withNoise(maker, {
      id: '1',
      message: 'GET /',
      timestamp: 1_795_000_000_000,
      level: 'info',
      traceId: maker.random.hex(32),
      proxy: { path: '/', clientIp: '203.0.113.8' },
    });
  const messages = some(maker, message);
  return draft('vercel', {
    path: `/api/${PROJECT_ID}/integration/vercel/logs`,
    headers: { 'content-type': lines ? 'application/x-ndjson' : 'application/json' },
    body: lines
      ? Buffer.from(messages.map(one => JSON.stringify(one)).join(maker.random.pick(['\n', '\n\n', '\r\n'])))
      : toBody(messages),
  });
};
