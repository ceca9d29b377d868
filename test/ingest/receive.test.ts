import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_DECOMPRESSED_BYTES } from '../../lib/ingest/decompress.ts';
import type { IngestRequest } from '../../lib/ingest/http.ts';
import { receive } from '../../lib/ingest/receive.ts';
import { describeError } from '../../lib/log.ts';
import { eventsOf } from '../../lib/protocol/queue-message.ts';
import {
  EVENT_ID,
  edge,
  edgeSettings,
  envelope,
  errorEvent,
  PROJECT_ID,
  PUBLIC_KEY,
  request,
} from '../support/edge.ts';

const anEnvelope = envelope({ event_id: EVENT_ID }, [{ type: 'event' }, errorEvent()]);
const send = async (over: Partial<IngestRequest>, options: Parameters<typeof edge>[0] = {}) => {
  const { deps, messages, bodies } = edge(options);
  const { response } = await receive(deps, request({ body: anEnvelope, ...over }));
  return { ...response, json: parse(response.body), messages, bodies };
};
const parse = (body: string | Uint8Array) => (typeof body === 'string' && body ? JSON.parse(body) : body);
const noQuery = { query: new URLSearchParams() };

describe('an envelope at the edge', () => {
  test('is answered 200 with the event id, after the queue has it', async () => {
    const { status, json, messages } = await send({});
    expect([status, json]).toEqual([200, { id: EVENT_ID }]);
    const [message] = await messages();
    expect(message).toMatchObject({
      version: 1,
      projectId: PROJECT_ID,
      projectSlug: 'web',
      organization: 'my-team',
      outcomes: [],
    });
    expect(message && eventsOf(message)[0]?.event.exception?.values[0]?.value).toBe('cart is undefined');
  });

  test('is scrubbed by patterns of the project’s own, which are loaded first', async () => {
    const piiConfig = {
      rules: { cart: { type: 'pattern', pattern: '^\\w+', redaction: { method: 'replace', text: '[what]' } } },
      applications: { '$error.value': ['cart'] },
    };
    const { scrub } = edgeSettings();
    const { messages } = await send({}, { settings: [edgeSettings({ scrub: { ...scrub, piiConfig } })] });
    const [message] = await messages();
    expect(message && eventsOf(message)[0]?.event.exception?.values[0]?.value).toBe('[what] is undefined');
  });

  test('says whether people are told of releases without maps only where they are not', async () => {
    const [message] = await (await send({})).messages();
    expect(message && 'untoldReleases' in message).toBe(false);
    const [quiet] = await (await send({}, { settings: [edgeSettings({ untoldReleases: true })] })).messages();
    expect(quiet?.untoldReleases).toBe(true);
  });

  test('is not acknowledged when the queue fails: the SDK is told to come again', async () => {
    const { deps } = edge();
    const broken = { ...deps, queue: { send: () => Promise.reject(new Error('throttled')) } };
    const { response } = await receive(broken, request({ body: anEnvelope }));
    expect(response.status).toBe(503);
    expect(parse(response.body)).toEqual({ detail: 'failed to queue envelope' });
  });

  test('too big for the queue goes through the blob store', async () => {
    // Random text does not compress below the queue's megabyte.
    const extra = Object.fromEntries(
      Array.from({ length: 15 }, (_, i) => [
        `k${i}`,
        Array.from({ length: 15_900 }, () => String.fromCharCode(0xac00 + Math.random() * 11_000)).join(''),
      ]),
    );
    const big = envelope({ event_id: EVENT_ID }, [{ type: 'event' }, errorEvent({ extra })]);
    const { deps, bodies, blobs, messages } = edge();
    const { response } = await receive(deps, request({ body: big }));
    expect(response.status).toBe(200);
    if (blobs.size > 0) expect(bodies[0]).toMatch(/^b1:queue\/\d{4}-\d\d-\d\d\/[0-9a-f]{32}$/);
    expect((await messages())[0]?.items).toHaveLength(1);
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['', (bytes: Buffer) => bytes],
    ['UTF-8', (bytes: Buffer) => bytes],
  ] as const)('sent as %j arrives', async (encoding, compress) => {
    const { status } = await send({ body: compress(anEnvelope), headers: { 'content-encoding': encoding } });
    expect(status).toBe(200);
  });

  test('of gzip in two members arrives whole', async () => {
    const half = Math.floor(anEnvelope.length / 2);
    const body = Buffer.concat([gzipSync(anEnvelope.subarray(0, half)), gzipSync(anEnvelope.subarray(half))]);
    expect((await send({ body, headers: { 'content-encoding': 'gzip' } })).status).toBe(200);
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const)('that is a bomb of %s is stopped at the limit with 413', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(MAX_DECOMPRESSED_BYTES + 1_000));
    const { status, json } = await send({ body: bomb, headers: { 'content-encoding': encoding } });
    expect(status).toBe(413);
    expect(json.causes[0]).toContain(String(MAX_DECOMPRESSED_BYTES));
  });

  test('with a broken or unknown encoding gets a 4xx that names it', async () => {
    expect((await send({ headers: { 'content-encoding': 'gzip' } })).json).toMatchObject({
      detail: 'the body does not decompress',
      causes: ['content-encoding gzip'],
    });
    expect((await send({ headers: { 'content-encoding': 'lzma' } })).status).toBe(415);
  });

  test('that the gateway damaged, because gzip was labelled as text, is told what to change', async () => {
    const body = Buffer.from(gzipSync(anEnvelope).toString('utf8'));
    const { status, json } = await send({
      body,
      bodyWasText: true,
      headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' },
    });
    expect(status).toBe(400);
    expect(json.causes[0]).toContain('application/x-sentry-envelope');
  });

  test('with an event and unknown company: the event is kept, the rest is counted', async () => {
    const body = envelope(
      { event_id: EVENT_ID },
      [{ type: 'event' }, errorEvent()],
      [{ type: 'session' }, {}],
      [{ type: 'made_up' }, {}],
      [{ type: 'log', item_count: 3 }, { items: [] }],
    );
    const { status, messages } = await send({ body });
    expect(status).toBe(200);
    const [message] = await messages();
    expect(message?.items).toHaveLength(1);
    expect(message?.outcomes).toEqual([
      { category: 'session', outcome: 'invalid', reason: 'payload', quantity: 1 },
      { category: 'unknown', outcome: 'invalid', reason: 'unsupported_unknown', quantity: 1 },
      { category: 'log_item', outcome: 'invalid', reason: 'invalid_log', quantity: 3 },
      { category: 'log_byte', outcome: 'invalid', reason: 'invalid_log', quantity: 12 },
    ]);
  });

  test('with an event that is no JSON is taken, and the event counted as invalid', async () => {
    const body = envelope({}, [{ type: 'event' }, 'this is not JSON']);
    const { status, messages } = await send({ body });
    expect(status).toBe(200);
    expect((await messages())[0]?.outcomes).toEqual([
      { category: 'error', outcome: 'invalid', reason: 'invalid_json', quantity: 1 },
    ]);
  });

  test('without an id of its own is answered with the id that its event has, or would have had', async () => {
    const kept = await send({ body: envelope({}, [{ type: 'event' }, errorEvent()]) });
    expect(kept.json).toEqual({ id: EVENT_ID });
    for (const item of [
      [{ type: 'event' }, 'this is not JSON'],
      [{ type: 'transaction' }, {}],
      [{ type: 'attachment', attachment_type: 'event.minidump' }, 'MDMP'],
    ] as [object, unknown][])
      expect((await send({ body: envelope({}, item) })).json).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/) });
    for (const type of ['session', 'user_report', 'attachment', 'made_up'])
      expect((await send({ body: envelope({}, [{ type }, {}]) })).json).toEqual({});
  });

  test('with a crash and an event that is nested without end keeps the crash', async () => {
    const deep = `{"extra":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;
    const body = envelope(
      { event_id: EVENT_ID },
      [{ type: 'event' }, deep],
      [{ type: 'attachment', attachment_type: 'event.minidump' }, 'MDMP'],
    );
    const { status, messages } = await send({ body });
    expect(status).toBe(200);
    expect((await messages())[0]?.items.map(({ type }) => type)).toContain('event');
  });

  test('with a client report counts what the SDK threw away', async () => {
    const body = envelope({}, [
      { type: 'client_report' },
      { discarded_events: [{ reason: 'ratelimit_backoff', category: 'error', quantity: 4 }] },
    ]);
    const { json, messages } = await send({ body });
    expect(json).toEqual({});
    expect((await messages())[0]?.outcomes).toEqual([
      { category: 'error', outcome: 'client_discard', reason: 'ratelimit_backoff', quantity: 4 },
    ]);
  });

  test('with two events, or one over a megabyte, is refused as the protocol says', async () => {
    const two = envelope({}, [{ type: 'event' }, errorEvent()], [{ type: 'transaction' }, {}]);
    expect((await send({ body: two })).status).toBe(413);
    const large = envelope({}, [{ type: 'event' }, errorEvent({ extra: { a: 'x'.repeat(1_048_576) } })]);
    expect((await send({ body: large })).status).toBe(413);
  });

  test('nothing unscrubbed reaches the queue', async () => {
    const body = envelope({}, [
      { type: 'event' },
      errorEvent({
        extra: { password: 'hunter2', note: 'card 4571 2345 6789 0111' },
        request: { url: 'https://shop.example/', headers: { Authorization: 'Bearer abc' } },
      }),
    ]);
    const { messages } = await send({ body });
    const rest = JSON.stringify(await messages());
    for (const secret of ['hunter2', '4571 2345 6789 0111', 'Bearer abc']) expect(rest).not.toContain(secret);
  });
});

describe('who sends', () => {
  const auth = `Sentry sentry_version=7, sentry_client=test/1.0, sentry_key=${PUBLIC_KEY}`;

  test.each([
    ['X-Sentry-Auth', { headers: { 'x-sentry-auth': auth } }],
    ['Authorization: Sentry', { headers: { authorization: auth.replace('Sentry', 'sentry') } }],
    [
      'Authorization: Basic',
      { headers: { authorization: `Basic ${Buffer.from(`${PUBLIC_KEY}:`).toString('base64')}` } },
    ],
    [
      'the envelope header',
      { body: envelope({ dsn: `https://${PUBLIC_KEY}@host/${PROJECT_ID}` }, [{ type: 'event' }, errorEvent()]) },
    ],
  ])('is known by %s', async (_, over) => {
    expect((await send({ ...noQuery, ...over })).status).toBe(200);
  });

  test('is the query alone when Basic names somebody else: that header is for a proxy', async () => {
    expect(
      (await send({ headers: { authorization: `Basic ${Buffer.from('proxy:pw').toString('base64')}` } })).status,
    ).toBe(200);
  });

  test.each([
    ['nobody', noQuery, 401, 'missing authorization information'],
    ['two sources', { headers: { 'x-sentry-auth': auth } }, 401, 'multiple authorization payloads detected'],
    ['a broken header', { ...noQuery, headers: { 'x-sentry-auth': 'Bearer x' } }, 401, 'bad x-sentry-auth header'],
    ['a short key', { query: new URLSearchParams({ sentry_key: 'abc' }) }, 400, 'bad sentry DSN public key'],
    [
      'version 8',
      { query: new URLSearchParams({ sentry_key: PUBLIC_KEY, sentry_version: '8' }) },
      400,
      'unsupported protocol version (8)',
    ],
    [
      'an unknown key',
      { query: new URLSearchParams({ sentry_key: 'b'.repeat(32) }) },
      403,
      'event submission rejected with_reason: ProjectId',
    ],
    ['another project', { path: '/api/2/envelope/' }, 403, 'event submission rejected with_reason: ProjectId'],
    ['no number', { path: '/api/abc/envelope/' }, 400, 'bad project path parameter'],
    [
      'another DSN inside',
      { body: envelope({ dsn: `https://${PUBLIC_KEY}@h/9` }, [{ type: 'event' }, errorEvent()]) },
      400,
      'invalid event envelope',
    ],
  ])('%s is refused', async (_, over, status, detail) => {
    const answer = await send(over);
    expect([answer.status, answer.json.detail]).toEqual([status, detail]);
    expect(answer.bodies).toEqual([]);
  });

  test('a disabled key is refused', async () => {
    expect((await send({}, { settings: [edgeSettings({ enabled: false })] })).status).toBe(403);
  });
});

describe('the old store door', () => {
  const store = { path: `/api/${PROJECT_ID}/store/`, query: new URLSearchParams({ sentry_key: PUBLIC_KEY }) };
  const json = Buffer.from(JSON.stringify(errorEvent()));

  test.each([
    ['JSON', json],
    ['base64 of JSON', Buffer.from(json.toString('base64'))],
    ['base64 of zlib of JSON', Buffer.from(deflateSync(json).toString('base64'))],
  ])('takes %s', async (_, body) => {
    expect((await send({ ...store, body })).json).toEqual({ id: EVENT_ID });
  });

  test('gives an event without an id a new one', async () => {
    const { json: answer } = await send({ ...store, body: Buffer.from('{"message":"hi"}') });
    expect(answer.id).toMatch(/^[0-9a-f]{32}$/);
  });

  test('by GET answers with a pixel', async () => {
    const query = new URLSearchParams({ sentry_key: PUBLIC_KEY, sentry_data: json.toString('base64') });
    const answer = await send({ ...store, method: 'GET', query, body: new Uint8Array() });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/gif']);
    expect(await answer.messages()).toHaveLength(1);
  });

  test('is found below a path prefix, with doubled slashes and without the last one', async () => {
    expect((await send({ ...store, path: `/_aws/x//api/${PROJECT_ID}//store`, body: json })).status).toBe(200);
  });
});

describe('what a browser needs', () => {
  test('every answer may be read by any page, with the headers that SDKs act on', async () => {
    for (const over of [{}, noQuery, { path: '/nothing' }]) {
      const { headers } = await send(over);
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['access-control-expose-headers']).toContain('x-sentry-rate-limits');
    }
  });

  test('a wrong method says which are right', async () => {
    const { status, headers } = await send({ method: 'PUT' });
    expect([status, headers.allow]).toEqual([405, 'POST, OPTIONS']);
  });
});

test('nothing of a body that is no JSON gets into the refusal that is logged', async () => {
  const { deps } = edge();
  for (const body of ['{"password":hunter2secret}\n', '{}\n{"type":"event","x":hunter2secret}\n{}']) {
    for (const query of [request({}).query, new URLSearchParams()]) {
      const { refused } = await receive(deps, request({ body: Buffer.from(body), query }));
      expect(JSON.stringify(describeError(refused))).not.toContain('hunter2');
    }
  }
});

test('any bytes: an answer below 500, and as many fates as items', async () => {
  const mutated = fc.tuple(fc.nat(anEnvelope.length - 1), fc.nat(255)).map(([at, byte]) => {
    const copy = Buffer.from(anEnvelope);
    copy[at] = byte;
    return copy;
  });
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated),
      fc.constantFrom('', 'gzip', 'br', 'deflate', 'zstd'),
      async (body, encoding) => {
        const { deps, messages } = edge();
        const { response } = await receive(deps, request({ body, headers: { 'content-encoding': encoding } }));
        expect(response.status).toBeLessThan(500);
        const taken = await messages();
        const fates = taken.flatMap(message => [
          ...message.items.map(() => 1),
          ...message.outcomes.map(({ quantity }) => quantity),
        ]);
        if (response.status !== 200) expect(fates).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});
