import { describe, expect, test } from '@jest/globals';
import { groupEvent } from '../../../lib/grouping/group-event.ts';
import { eventTitle } from '../../../lib/grouping/title.ts';
import type { IngestRequest } from '../../../lib/ingest/http.ts';
import { receive } from '../../../lib/ingest/receive.ts';
import { eventsOf } from '../../../lib/protocol/queue-message.ts';
import { recordedRequests } from '../../support/corpus.ts';
import { edge, PROJECT_ID, PUBLIC_KEY, request } from '../../support/edge.ts';

const NOW = Date.parse('2026-11-22T21:20:30Z');

const send = async (over: Partial<IngestRequest>) => {
  const { deps, messages } = edge({ now: NOW });
  const { response } = await receive(
    deps,
    request({
      path: `/api/${PROJECT_ID}/security/`,
      query: new URLSearchParams({ sentry_key: PUBLIC_KEY }),
      headers: { 'content-type': 'application/csp-report' },
      ...over,
    }),
  );
  const taken = await messages();
  return { response, events: taken.flatMap(eventsOf), outcomes: taken.flatMap(({ outcomes }) => outcomes) };
};
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const REPORT = {
  'csp-report': {
    'document-uri': 'https://shop.example/cart?coupon=SUMMER',
    'violated-directive': "script-src 'self'",
    'effective-directive': 'script-src',
    'blocked-uri': 'https://evil.example/x.js?key=1',
    'source-file': 'https://shop.example/cart',
    'line-number': 7,
  },
};
const violation = (over: object = {}) => ({
  type: 'csp-violation',
  age: 30_000,
  url: 'https://shop.example/cart',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  body: {
    blockedURL: 'https://evil.example/x.js',
    documentURL: 'https://shop.example/cart',
    effectiveDirective: 'script-src-elem',
  },
  ...over,
});
const batch = { headers: { 'content-type': 'application/reports+json' } };

describe('a report that a browser sends by itself', () => {
  test('becomes an event of its own kind, with release and environment out of the policy', async () => {
    const { response, events } = await send({
      query: new URLSearchParams({
        sentry_key: PUBLIC_KEY,
        sentry_release: 'shop@1.4.2',
        sentry_environment: 'production',
      }),
      headers: {
        'content-type': 'application/csp-report',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        origin: 'https://shop.example',
      },
      body: json(REPORT),
    });
    expect([response.status, response.body]).toEqual([200, '']);
    expect(events).toEqual([
      expect.objectContaining({
        category: 'security',
        event: expect.objectContaining({
          type: 'csp',
          logger: 'csp',
          release: 'shop@1.4.2',
          environment: 'production',
          logentry: { formatted: "Blocked 'script' from 'evil.example'" },
        }),
      }),
    ]);
    const event = events[0]?.event;
    expect(event?.csp).toMatchObject({
      effective_directive: 'script-src',
      violated_directive: "script-src 'self'",
      blocked_uri: 'https://evil.example/x.js',
      document_uri: 'https://shop.example/cart',
      line_number: 7,
    });
    expect(event?.tags).toEqual([
      ['effective-directive', 'script-src'],
      ['blocked-uri', 'https://evil.example/x.js'],
      ['blocked-host', 'evil.example'],
    ]);
    expect(event?.request).toMatchObject({
      url: 'https://shop.example/cart',
      query_string: [['coupon', 'SUMMER']],
      headers: expect.arrayContaining([['Origin', 'https://shop.example']]),
    });
    expect(event?.contexts?.browser).toMatchObject({ name: 'Firefox' });
    // The address is known, and under the strict profile a pseudonym.
    expect(event?.user?.ip_address).toMatch(/^ip-/);
  });

  test('at the old address arrives just so', async () => {
    expect((await send({ path: `/api/${PROJECT_ID}/csp-report/`, body: json(REPORT) })).events).toHaveLength(1);
  });

  test('in a batch becomes as many events, each with its own id and moved back to when it happened', async () => {
    const { response, events } = await send({ ...batch, body: json([violation(), violation({ age: 10 })]) });
    expect(response.status).toBe(200);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2);
    expect(events.map(({ event }) => event.timestamp)).toEqual([NOW / 1_000 - 30, NOW / 1_000 - 0.01]);
    expect(events[0]?.event.contexts?.browser).toMatchObject({ name: 'Firefox' });
  });

  test('of another kind is counted, and the rest of its batch is taken', async () => {
    const others = ['deprecation', 'permissions-policy-violation', 'network-error', 'expect-ct'];
    const body = json([...others.map(type => violation({ type })), violation(), 7, violation({ body: {} })]);
    const { events, outcomes } = await send({ ...batch, body });
    expect(events).toHaveLength(1);
    expect(outcomes).toEqual([
      { category: 'security', outcome: 'invalid', reason: 'security_report_type', quantity: 5 },
      { category: 'security', outcome: 'invalid', reason: 'security_report', quantity: 1 },
    ]);
  });

  test('about an extension is filtered, and counted as that', async () => {
    const body = json({ 'csp-report': { ...REPORT['csp-report'], 'blocked-uri': 'chrome-extension://abc/x.js' } });
    const { events, outcomes } = await send({ body });
    expect(events).toEqual([]);
    expect(outcomes).toEqual([{ category: 'security', outcome: 'filtered', reason: 'invalid-csp', quantity: 1 }]);
  });

  test.each([
    ['no content type', { headers: {} }, 400],
    ['a content type that is none of the three', { headers: { 'content-type': 'text/plain' } }, 415],
    ['nothing', { body: new Uint8Array() }, 400],
    ['what is no JSON', { body: Buffer.from('{"csp-report":') }, 400],
    ['more than a megabyte', { body: json([violation({ body: { sample: 'x'.repeat(1_048_576) } })]) }, 413],
    ['more reports than any page has', { ...batch, body: json(Array.from({ length: 501 }, () => 0)) }, 413],
    ['no key', { query: new URLSearchParams() }, 401],
    ['GET', { method: 'GET' }, 405],
  ])('with %s is refused', async (_, over, status) => {
    const { response, events } = await send({ body: json(REPORT), ...over });
    expect([response.status, events.length]).toEqual([status, 0]);
  });

  test.each(['application/csp-report; charset=utf-8', 'application/json', 'Application/Reports+JSON'])(
    'as %s is taken',
    async type => {
      expect((await send({ headers: { 'content-type': type }, body: json(REPORT) })).events).toHaveLength(1);
    },
  );
});

describe('reports recorded from Chromium', () => {
  const recorded = recordedRequests().filter(
    ({ name, method, url }) => name.startsWith('chromium-') && method === 'POST' && url.includes('/security/'),
  );

  test.each(recorded.map(one => [one.name, one] as const))('%s: one fate a report', async (_, one) => {
    const sent: unknown = JSON.parse(one.body.toString('utf8'));
    const headers = Object.fromEntries(one.headers.map(([name, value]) => [name.toLowerCase(), value]));
    const { response, events, outcomes } = await send({ headers, body: one.body });
    expect(response.status).toBe(200);
    const counted = outcomes.reduce((sum, { quantity }) => sum + quantity, 0);
    expect(events.length + counted).toBe(Array.isArray(sent) ? sent.length : 1);
    expect(JSON.stringify(events)).not.toMatch(/tok_0a1b2c3d|token=secret/);
  });

  test('the two ways to report say the same of the same violation, and make one issue of it', async () => {
    const bodyOf = (name: string) => recorded.find(one => one.name === name)?.body ?? Buffer.alloc(0);
    const byUri = await send({ body: bodyOf('chromium-156/csp-report-uri/003') });
    const byReporting = await send({ ...batch, body: bodyOf('chromium-156/csp-report-to/004') });
    const image = byReporting.events.find(({ event }) => eventTitle(event).title.includes('image'));
    expect(byUri.events.map(({ event }) => eventTitle(event).title)).toEqual(["Blocked 'image' from '127.0.0.1:1'"]);
    expect(image && groupEvent(image.event).hashes).toEqual(
      byUri.events[0] && groupEvent(byUri.events[0].event).hashes,
    );
  });
});

test('a report that is nested without end falls alone, and costs its neighbours nothing', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const body = Buffer.from(`[{"type":"csp-violation","body":${deep}},${JSON.stringify(violation())}]`);
  const { response, events, outcomes } = await send({ ...batch, body });
  expect([response.status, events.length]).toEqual([200, 1]);
  expect(outcomes).toMatchObject([{ category: 'security', outcome: 'invalid', quantity: 1 }]);
});
