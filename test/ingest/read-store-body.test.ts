import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { IngestRequest } from '../../lib/ingest/http.ts';
import { readStoreBody } from '../../lib/ingest/read-store-body.ts';
import { receive } from '../../lib/ingest/receive.ts';
import { Refusal } from '../../lib/protocol/refusal.ts';
import { EVENT_ID, edge, envelope, PROJECT_ID, PUBLIC_KEY, request } from '../support/edge.ts';

const read = (body: string | Buffer, over: Partial<IngestRequest> = {}, sdkClient?: string) => {
  const bytes = Buffer.from(body);
  try {
    const { header, items } = readStoreBody({
      request: request({ body: bytes, ...over }),
      body: bytes,
      sdkClient,
      newId: () => EVENT_ID,
      receivedAt: 0,
    });
    return { header, type: items[0]?.type, payload: Buffer.from(items[0]?.payload ?? '').toString() };
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
};

const byGet = (data: string) => read('', { method: 'GET', query: new URLSearchParams(`sentry_data=${data}`) });

describe('an event sent to the old store door', () => {
  test.each([
    ['the hyphens of its id', '{"event_id":"c0ffee00-c0ff-ee00-c0ff-ee00c0ffee00"}'],
    ['white space in front', ` \n{"event_id":"${EVENT_ID}"}`],
    ['a form’s content type in front of JSON', `{"event_id":"${EVENT_ID}"}`],
  ])('is taken with %s', (_, body) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(read(body, { headers })).toEqual({ header: { event_id: EVENT_ID }, type: 'event', payload: body });
  });

  test.each(['{}', '{"event_id":null}'])('without an id (%s) gets one later', body => {
    expect(read(body)).toMatchObject({ header: {} });
  });

  test.each([
    ['transaction', 'transaction'],
    ['csp', 'security'],
    ['feedback', 'feedback'],
    ['error', 'event'],
    ['default', 'event'],
    ['made up', 'event'],
  ])('of type %s is an item of type %s', (type, expected) => {
    expect(read(JSON.stringify({ type }))).toMatchObject({ type: expected });
  });

  test.each([
    ['', 'empty_body'],
    ['{"a":', 'invalid_json'],
    ['[]', 'invalid_json'],
    ['"text"', 'invalid_json'],
    ['5', 'invalid_json'],
    ['no base64 !!', 'invalid_json'],
    ['{"event_id":"abc"}', 'invalid_event_id'],
    ['{"event_id":""}', 'invalid_event_id'],
    ['{"event_id":5}', 'invalid_event_id'],
    ['{"a":NaN}', 'invalid_json'],
  ])('is refused when it is %s', (body, reason) => {
    expect(read(body)).toBe(reason);
  });

  test('is refused as too large, compressed or not', () => {
    expect(read(JSON.stringify({ a: 'x'.repeat(1_048_576) }))).toBe('too_large');
    expect(read(deflateSync(Buffer.alloc(2_000_000, 0x20)).toString('base64'))).toBe('too_large');
  });

  test('by GET may have lost the plus signs of its base64', () => {
    const json = '{"message":">>>???~~~"}';
    const base64 = Buffer.from(json).toString('base64');
    expect(base64).toContain('+');
    expect(byGet(base64)).toMatchObject({ payload: json });
  });

  test('is an envelope where the content type says so, however it is spelled', () => {
    const body = envelope({}, [{ type: 'session' }, {}]);
    expect(read(body, { headers: { 'content-type': 'Application/X-Sentry-Envelope; charset=x' } })).toMatchObject({
      type: 'session',
    });
  });
});

describe('the bare numbers that Python writes', () => {
  const bare = String.raw`{"a":NaN,"b":[-Infinity,Infinity],"c":"NaN \" Infinity"}`;

  test.each(['raven-python/6.10.0', 'sentry-python/0.1', 'raven-python 5'])('become null for %s', client => {
    expect(read(bare, {}, client)).toMatchObject({
      payload: String.raw`{"a":null,"b":[null,null],"c":"NaN \" Infinity"}`,
    });
  });

  test('are no JSON for anybody else, nor do they mend what is broken otherwise', () => {
    expect(read(bare, {}, 'raven-js/3')).toBe('invalid_json');
    expect(read('{"a":NaN,', {}, 'raven-python/6')).toBe('invalid_json');
  });

  test('cost one look at the text, however it is quoted', () => {
    const before = process.cpuUsage();
    expect(read(`{"a":NaN,"b":"${String.raw`\"`.repeat(500_000)}`, {}, 'raven-python/6')).toBe('invalid_json');
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });

  test.each([
    ['header', { headers: { 'x-sentry-auth': `Sentry sentry_key=${PUBLIC_KEY}, sentry_client=raven-python/6` } }],
    ['query', { query: new URLSearchParams({ sentry_key: PUBLIC_KEY, sentry_client: 'raven-python/6' }) }],
  ])('are known by the client that the %s names', async (_, over) => {
    const where = { path: `/api/${PROJECT_ID}/store/`, query: new URLSearchParams(), body: Buffer.from(bare) };
    const { response } = await receive(edge().deps, request({ ...where, ...over }));
    expect(response.status).toBe(200);
  });
});
