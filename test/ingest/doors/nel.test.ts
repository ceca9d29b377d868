import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_BATCH_BYTES } from '../../../lib/ingest/check-batch-size.ts';
import { nelDoor } from '../../../lib/ingest/doors/nel.ts';
import type { IngestRequest } from '../../../lib/ingest/http.ts';
import { receive } from '../../../lib/ingest/receive.ts';
import { recordedRequests } from '../../support/corpus.ts';
import { edge, PROJECT_ID, PUBLIC_KEY, request } from '../../support/edge.ts';

const NEW_ID = 'd'.repeat(32);
const NOW = 1_795_000_000_000;
const REPORTS = 'application/reports+json';
const NEL = `/api/${PROJECT_ID}/nel/`;
const key = { query: new URLSearchParams({ sentry_key: PUBLIC_KEY }) };

const send = async (over: Partial<IngestRequest>) => {
  const { deps, messages } = edge({ now: NOW });
  const { response } = await receive(
    deps,
    request({ path: NEL, ...key, headers: { 'content-type': REPORTS }, ...over }),
  );
  const outcomes = (await messages()).flatMap(message => message.outcomes);
  return {
    ...response,
    logs: outcomes
      .filter(({ category }) => category === 'log_item')
      .map(({ reason, quantity }) => `${reason} ${quantity}`),
  };
};
const jsonOf = (value: unknown) => Buffer.from(JSON.stringify(value));

/** The entries that a body becomes. */
const entriesOf = async (body: Uint8Array) => {
  const call = request({ headers: { 'content-type': REPORTS } });
  const envelope = await nelDoor.read({ request: call, body, params: {}, newId: () => NEW_ID, receivedAt: NOW });
  return envelope.items.flatMap(({ payload }) => JSON.parse(Buffer.from(payload).toString()).items);
};

const report = (body: object, over: object = {}) => ({
  age: 1_500,
  type: 'network-error',
  url: 'https://shop.example/api/orders?id=7',
  user_agent: 'Mozilla/5.0',
  body,
  ...over,
});
const failed = report({
  elapsed_time: 143,
  method: 'POST',
  phase: 'connection',
  protocol: 'http/1.1',
  referrer: 'https://shop.example/cart',
  sampling_fraction: 0.5,
  server_ip: '203.0.113.9',
  status_code: 0,
  type: 'tcp.timed_out',
});

describe("a browser's report of the network", () => {
  const recorded = recordedRequests().filter(
    ({ url, method, body }) => /\/nel\/?\?/.test(url) && method === 'POST' && body.length > 0,
  );

  test('as Chromium sends it is taken, each of a list with one fate', async () => {
    expect(recorded.length).toBeGreaterThan(1);
    for (const { body, headers } of recorded) {
      const lower = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
      const answer = await send({ body, headers: lower });
      expect([answer.status, answer.body]).toEqual([200, '']);
      expect(answer.logs).toEqual([`unsupported_log ${JSON.parse(body.toString()).length}`]);
    }
  });

  test('becomes a line of a log with all that it says', async () => {
    expect(await entriesOf(jsonOf([failed]))).toEqual([
      {
        timestamp: NOW / 1_000 - 1.5,
        trace_id: NEW_ID,
        level: 'error',
        body: 'network error: tcp.timed_out (connection)',
        attributes: {
          'sentry.origin': { value: 'auto.http.browser_report.nel', type: 'string' },
          report_type: { value: 'network-error', type: 'string' },
          'user_agent.original': { value: 'Mozilla/5.0', type: 'string' },
          'url.full': { value: 'https://shop.example/api/orders?id=7', type: 'string' },
          'url.domain': { value: 'shop.example', type: 'string' },
          'server.address': { value: '203.0.113.9', type: 'string' },
          'network.protocol.name': { value: 'http', type: 'string' },
          'network.protocol.version': { value: '1.1', type: 'string' },
          'http.request.method': { value: 'POST', type: 'string' },
          'http.request.duration': { value: 143, type: 'integer' },
          'http.response.status_code': { value: 0, type: 'integer' },
          'nel.type': { value: 'tcp.timed_out', type: 'string' },
          'nel.phase': { value: 'connection', type: 'string' },
          'nel.referrer': { value: 'https://shop.example/cart', type: 'string' },
          'nel.sampling_fraction': { value: 0.5, type: 'double' },
        },
      },
    ]);
  });

  test.each([
    [{ type: 'ok', status_code: 200 }, 'info', 'network request succeeded'],
    [{ type: 'http.error', status_code: 404, phase: 'application' }, 'warn', 'network error: http.error 404'],
    [{ type: 'http.error', status_code: 503, phase: 'application' }, 'error', 'network error: http.error 503'],
    [{ type: 'dns.name_not_resolved', phase: 'dns' }, 'error', 'network error: dns.name_not_resolved (dns)'],
    [{ type: 'abandoned', phase: 'application', protocol: 'h2' }, 'error', 'network error: abandoned'],
    [{}, 'error', 'network error: unknown'],
  ])('of %j is `%s`: %s', async (body, level, line) => {
    expect((await entriesOf(jsonOf([report(body)])))[0]).toMatchObject({ level, body: line });
  });

  test('may come alone, and as plain JSON', async () => {
    expect((await send({ body: jsonOf(failed), headers: { 'content-type': 'application/json' } })).logs).toEqual([
      'unsupported_log 1',
    ]);
  });

  test('of another kind is counted as invalid, and takes none of its company with it', async () => {
    const others = [report({}, { type: 'deprecation' }), report({}, { type: 'csp-violation' }), null, 7, {}];
    expect((await send({ body: jsonOf([failed, ...others]) })).logs).toEqual(['unsupported_log 1', 'invalid_log 5']);
  });

  test('with another content type, without JSON or in megabytes is refused', async () => {
    expect((await send({ headers: { 'content-type': 'text/plain' }, body: jsonOf([failed]) })).status).toBe(415);
    expect((await send({ body: Buffer.from('[') })).status).toBe(400);
    expect((await send({ body: Buffer.alloc(0) })).status).toBe(400);
    expect((await send({ body: Buffer.alloc(MAX_BATCH_BYTES + 1, 0x20) })).status).toBe(413);
  });

  test('of any JSON is taken, each of a list with one fate', async () => {
    const any = fc.jsonValue() as fc.Arbitrary<unknown>;
    const body = fc.record(
      { type: any, phase: any, status_code: any, protocol: any, elapsed_time: any },
      { requiredKeys: [] },
    );
    const near = fc.record({ type: fc.constant('network-error'), url: any, age: any, body: fc.oneof(any, body) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(any, near), { maxLength: 20 }), async list => {
        const { status, logs } = await send({ body: jsonOf(list) });
        expect(status).toBe(200);
        expect(logs.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0)).toBe(list.length);
      }),
      { numRuns: 200 },
    );
  });
});
