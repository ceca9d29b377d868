import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Door } from '../../lib/ingest/doors/door.ts';
import { envelopeDoor } from '../../lib/ingest/doors/envelope.ts';
import { applyLimits } from '../../lib/ingest/rate-limit.ts';
import { receive } from '../../lib/ingest/receive.ts';
import { quantitiesOf } from '../../lib/items/quantities.ts';
import type { EdgeSettings } from '../../lib/ports/key-store.ts';
import { ITEM_TYPES } from '../../lib/protocol/item-type.ts';
import type { ActiveLimit, Quota } from '../../lib/protocol/quota.ts';
import { EVENT_ID, edge, edgeSettings, envelope, errorEvent, PUBLIC_KEY, request } from '../support/edge.ts';

const NOW = Date.parse('2026-11-22T12:00:15Z');

const quota = (over: Partial<Quota> = {}): Quota => ({
  id: 'key',
  scope: 'key',
  scopeId: PUBLIC_KEY,
  categories: ['error'],
  limit: 3,
  window: 60,
  reasonCode: 'key_quota',
  ...over,
});

const limit = (over: Partial<ActiveLimit> = {}): ActiveLimit => ({
  quotaId: 'key',
  scope: 'key',
  categories: ['error'],
  reasonCode: 'key_quota',
  until: NOW + 44_200,
  ...over,
});

const anEvent: [object, unknown] = [{ type: 'event' }, errorEvent()];
const aSession: [object, unknown] = [{ type: 'session' }, { sid: EVENT_ID, status: 'ok' }];
const aFile: [object, unknown] = [{ type: 'attachment', filename: 'a.txt' }, 'text'];
const aReport: [object, unknown] = [
  { type: 'client_report' },
  { discarded_events: [{ reason: 'ratelimit_backoff', category: 'error', quantity: 7 }] },
];

/** An edge with these settings, and a way to send to it that says what came back and what was queued. */
const limitedEdge = (settings: Partial<EdgeSettings>) => {
  const options = { now: NOW, settings: [edgeSettings(settings)] };
  const { deps, messages } = edge(options);
  const send = async (...items: [object, unknown][]) => {
    const before = (await messages()).length;
    const { response } = await receive(deps, request({ body: envelope({ event_id: EVENT_ID }, ...items) }));
    const [message] = (await messages()).slice(before);
    return {
      status: response.status,
      headers: response.headers,
      kept: message?.items.map(({ type }) => type) ?? [],
      fates: (message?.outcomes ?? []).map(one => `${one.category} ${one.outcome} ${one.reason} ${one.quantity}`),
      quotas: message?.quotas,
    };
  };
  return { options, deps, send };
};

describe('a key with a limit in force', () => {
  test('answers 429, says how long, and counts what fell', async () => {
    const { send } = limitedEdge({ limits: [limit()] });
    const { status, headers, kept, fates } = await send(anEvent);
    expect([status, kept, fates]).toEqual([429, [], ['error rate_limited key_quota 1']]);
    expect(headers).toMatchObject({ 'x-sentry-rate-limits': '45:error:key:key_quota', 'retry-after': '45' });
  });

  test('lets a browser read the headers that its SDK needs', async () => {
    const { headers } = await limitedEdge({ limits: [limit()] }).send(anEvent);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('x-sentry-rate-limits,retry-after'),
    });
  });

  test('keeps what the limit is not about, and answers 429 all the same', async () => {
    const { send } = limitedEdge({ limits: [limit({ categories: ['session'] })] });
    const { status, headers, kept, fates } = await send(anEvent, aSession);
    expect([status, kept, fates]).toEqual([429, ['event'], ['session rate_limited key_quota 1']]);
    expect(headers['x-sentry-rate-limits']).toBe('45:session:key:key_quota');
  });

  test('lets what is worth nothing without the event fall with it, each counted in its own category', async () => {
    const { fates } = await limitedEdge({ limits: [limit()] }).send(aFile, anEvent, aSession);
    expect(fates).toEqual(
      expect.arrayContaining(['error rate_limited key_quota 1', 'attachment_item rate_limited key_quota 1']),
    );
    expect(fates).toContainEqual(expect.stringMatching(/^session invalid/));
  });

  test('takes files that come after their event, when only events are limited', async () => {
    const { status, fates } = await limitedEdge({ limits: [limit()] }).send(aFile);
    expect(status).toBe(200);
    expect(fates.join()).not.toContain('rate_limited');
  });

  test('takes a crash whose file is limited, because the file is the crash', async () => {
    const { send } = limitedEdge({ limits: [limit({ categories: ['attachment'] })] });
    const minidump: [object, unknown] = [{ type: 'attachment', attachment_type: 'event.minidump' }, 'MDMP'];
    expect((await send(minidump)).fates.join()).not.toContain('rate_limited');
  });

  test('never limits a client report or what has no category, even when everything is closed', async () => {
    const { send } = limitedEdge({ limits: [limit({ categories: [] })] });
    const { status, fates } = await send(aReport, [{ type: 'telepathy' }, {}]);
    expect(status).toBe(200);
    expect(fates).toEqual(['error client_discard ratelimit_backoff 7', 'unknown invalid unsupported_unknown 1']);
  });

  test('is open again when the time is over', async () => {
    const { send } = limitedEdge({ limits: [limit({ until: NOW })] });
    expect((await send(anEvent)).status).toBe(200);
  });

  test('tells of every limit that was met, the longest in Retry-After, and drops by that one', async () => {
    const { send } = limitedEdge({
      limits: [limit(), limit({ categories: [], scope: 'organization', reasonCode: 'monthly', until: NOW + 600_000 })],
    });
    const { headers, fates } = await send(anEvent);
    expect(headers['x-sentry-rate-limits']).toBe('45:error:key:key_quota, 600::organization:monthly');
    expect(headers['retry-after']).toBe('600');
    expect(fates).toEqual(['error rate_limited monthly 1']);
  });

  test('answers as ever at a door whose senders do not know 429', async () => {
    const door: Door = envelopeDoor;
    door.silentLimits = true;
    try {
      const { status, headers, fates } = await limitedEdge({ limits: [limit()] }).send(anEvent);
      expect([status, fates]).toEqual([200, ['error rate_limited key_quota 1']]);
      expect(headers['retry-after']).toBeUndefined();
    } finally {
      delete door.silentLimits;
    }
  });
});

describe('a quota', () => {
  test('of nothing is closed from the first request on, a minute at a time', async () => {
    const { send } = limitedEdge({ quotas: [quota({ limit: 0, categories: [], reasonCode: 'closed' })] });
    const { status, headers, fates } = await send(anEvent);
    expect([status, fates]).toEqual([429, ['error rate_limited closed 1']]);
    expect(headers['x-sentry-rate-limits']).toBe('60::key:closed');
  });

  test('lets in exactly what it says, then nothing until its window ends', async () => {
    const { options, send } = limitedEdge({ quotas: [quota()] });
    const statuses = [];
    for (let n = 0; n < 5; n++) statuses.push((await send(anEvent)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect((await send(anEvent)).headers['retry-after']).toBe('45');
    options.now = NOW + 45_000;
    expect((await send(anEvent)).status).toBe(200);
  });

  test('is not used up by what was filtered, invalid, or of another category', async () => {
    const { send } = limitedEdge({ quotas: [quota({ limit: 1 })] });
    await send(aSession);
    await send([{ type: 'event' }, 'no JSON']);
    expect((await send(anEvent)).status).toBe(200);
    expect((await send(anEvent)).status).toBe(429);
  });

  test('is not used up by what the queue did not take', async () => {
    const { deps, send } = limitedEdge({ quotas: [quota({ limit: 1 })] });
    const { queue } = deps;
    deps.queue = { send: () => Promise.reject(new Error('throttled')) };
    expect((await send(anEvent)).status).toBe(503);
    deps.queue = queue;
    expect((await send(anEvent)).status).toBe(200);
  });

  test('holds for requests that come at the same moment', async () => {
    const { send } = limitedEdge({ quotas: [quota()] });
    const all = await Promise.all(Array.from({ length: 10 }, () => send(anEvent)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(3);
  });

  test('travels with the items that take of it, so that the digest can count them', async () => {
    const quotas = [quota(), quota({ id: 'sessions', categories: ['session'] }), quota({ id: 'all', categories: [] })];
    const { send } = limitedEdge({ quotas });
    expect((await send(anEvent, aSession)).quotas?.map(({ id }) => id)).toEqual(['key', 'all']);
    expect((await send(aSession)).quotas).toBeUndefined();
  });
});

test('for any envelope and any limits each item is either left or counted once', () => {
  const item = fc.record({
    type: fc.constantFrom(...Object.keys(ITEM_TYPES), 'telepathy'),
    header: fc.constantFrom({}, { item_count: 3 }, { attachment_type: 'event.minidump' }),
    payload: fc.constant(new Uint8Array()),
  });
  const categories = fc.uniqueArray(fc.constantFrom(...Object.values(ITEM_TYPES)), { maxLength: 3 });
  const limits = fc.array(fc.record({ categories, until: fc.integer({ min: NOW, max: NOW + 9_000 }) }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), limits, (items, overs) => {
      const inForce = overs.map(over => limit(over));
      const { envelope: left, outcomes, met } = applyLimits({ header: {}, items }, inForce);
      const fallen = items.filter(one => !left.items.includes(one));
      expect(outcomes).toHaveLength(fallen.flatMap(one => quantitiesOf({ ...one })).length);
      expect(fallen.length > 0).toBe(met.length > 0);
      for (const one of items)
        if (one.type === 'client_report' || one.type === 'telepathy') expect(left.items).toContain(one);
    }),
  );
});

test('what a limit takes away is not measured: the rest is kept, and the SDK is told of the limit', async () => {
  const { send } = limitedEdge({ limits: [limit()] });
  const large: [object, unknown] = [{ type: 'event' }, errorEvent({ extra: { a: 'x'.repeat(1_048_576) } })];
  const { status, fates } = await send(large, aReport);
  expect(status).toBe(429);
  expect(fates).toEqual(['error client_discard ratelimit_backoff 7', 'error rate_limited key_quota 1']);
});
