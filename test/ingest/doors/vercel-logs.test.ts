import { describe, expect, test } from '@jest/globals';
import { vercelLogsDoor } from '../../../lib/ingest/doors/vercel-logs.ts';
import type { IngestRequest } from '../../../lib/ingest/http.ts';
import { receive } from '../../../lib/ingest/receive.ts';
import { edge, PROJECT_ID, request } from '../../support/edge.ts';

const NEW_ID = 'd'.repeat(32);
const NOW = 1_795_000_000_000;
const JSON_TYPE = 'application/json';
const LINES_TYPE = 'application/x-ndjson';

/** As in Vercel's own documentation of its drains. */
const MESSAGE = {
  id: '1573817187330377061717300000',
  deploymentId: 'dpl_233NRGRjVZX1caZrXWtz5g1TAksD',
  source: 'lambda',
  host: 'my-app-abc123.vercel.app',
  timestamp: 1_573_817_187_330,
  projectId: 'gdufoJxB6b9b1fEqr1jUtFkyavUU',
  level: 'warning',
  message: 'API request processed',
  statusCode: 200,
  environment: 'production',
  traceId: '1b02cd14bb8642fd092bc23f54c7ffcd',
  spanId: 'f24e8631bd11faa7',
  proxy: { method: 'GET', path: '/api/users', region: 'icn1', userAgent: ['Mozilla/5.0'] },
};

const send = async (body: string, over: Partial<IngestRequest> = {}) => {
  const { deps, messages } = edge({ now: NOW });
  const path = `/api/${PROJECT_ID}/integration/vercel/logs`;
  const headers = { 'content-type': JSON_TYPE };
  const { response } = await receive(deps, request({ path, headers, body: Buffer.from(body), ...over }));
  const outcomes = (await messages()).flatMap(message => message.outcomes);
  const logs = outcomes.filter(({ category }) => category === 'log_item');
  return { status: response.status, logs: logs.map(({ reason, quantity }) => `${reason} ${quantity}`) };
};
const entriesOf = async (message: object) => {
  const call = request({ headers: { 'content-type': JSON_TYPE } });
  const body = Buffer.from(JSON.stringify([message]));
  const envelope = await vercelLogsDoor.read({ request: call, body, params: {}, newId: () => NEW_ID, receivedAt: NOW });
  return envelope.items.flatMap(({ payload }) => JSON.parse(Buffer.from(payload).toString()).items);
};

describe('a log drain of Vercel', () => {
  test('sends a list, or a line each, and is answered 202', async () => {
    expect(await send(JSON.stringify([MESSAGE, MESSAGE]))).toEqual({ status: 202, logs: ['unsupported_log 2'] });
    const lines = `${JSON.stringify(MESSAGE)}\n\n${JSON.stringify(MESSAGE)}\r\n`;
    expect(await send(lines, { headers: { 'content-type': LINES_TYPE } })).toEqual({
      status: 202,
      logs: ['unsupported_log 2'],
    });
  });

  test('with a line that is none loses that line alone', async () => {
    const { logs } = await send(`${JSON.stringify(MESSAGE)}\n{"half":\n`, { headers: { 'content-type': LINES_TYPE } });
    expect(logs).toEqual(['unsupported_log 1', 'invalid_log 1']);
  });

  test('is refused with another content type, or without JSON', async () => {
    expect((await send('[]', { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await send('[')).status).toBe(400);
  });

  test('says what an entry of a log has fields for, and the rest in attributes', async () => {
    const [entry] = await entriesOf(MESSAGE);
    expect(entry).toMatchObject({
      timestamp: 1_573_817_187.33,
      trace_id: MESSAGE.traceId,
      span_id: MESSAGE.spanId,
      level: 'warn',
      body: 'API request processed',
    });
    expect(entry.attributes).toMatchObject({
      'sentry.origin': { value: 'auto.log_drain.vercel', type: 'string' },
      'vercel.statusCode': { value: 200, type: 'integer' },
      'vercel.proxy.userAgent': { value: ['Mozilla/5.0'], type: 'array' },
      'vercel.proxy.region': { value: 'icn1', type: 'string' },
    });
    expect(Object.keys(entry.attributes).filter(name => /message|timestamp|traceId|proxy$/.test(name))).toEqual([]);
  });

  test('that says nothing of trace, level and words still has its line', async () => {
    const { traceId: _, spanId: __, level: ___, message: ____, ...bare } = MESSAGE;
    expect((await entriesOf(bare))[0]).toMatchObject({ trace_id: NEW_ID, span_id: null, level: 'info', body: '' });
  });
});
