import { CONTAINERS, isContainerType } from '../lib/protocol/item-container.ts';
import { ITEM_TYPES, type ItemType } from '../lib/protocol/item-type.ts';
import type { JsonObject } from '../lib/protocol/json.ts';
import { EVENT_ID, errorEvent, PROJECT_ID, PUBLIC_KEY } from '../test/support/edge.ts';
import { anyJson, anyObject } from './any-json.ts';
import { type Draft, draft } from './draft.ts';
import { type EnvelopeParts, writeParts } from './envelope-parts.ts';
import { hostileText } from './hostile.ts';
import { type Maker, oneIn, weighted } from './maker.ts';
import { mutateJson } from './mutate-json.ts';

// The keys of a constant that has some.
const TYPES = Object.keys(ITEM_TYPES) as [ItemType, ...ItemType[]];
const MAX_ITEMS = 5;
const DSN = `https://${PUBLIC_KEY}@errors.example/base/${PROJECT_ID}`;

/** Items of all types with payloads of little sense. */
export const draftEnvelope = (maker: Maker): Draft => {
  const { random } = maker;
  const tunnel = oneIn(maker, 4);
  const header: JsonObject = {
    ...(!oneIn(maker, 3) && { event_id: EVENT_ID }),
    ...((tunnel || oneIn(maker, 4)) && { dsn: DSN }),
  };
  const items = Array.from({ length: random.below(MAX_ITEMS) }, () => anyItem(maker, random.pick(TYPES)));
  return draft(tunnel ? 'tunnel' : 'envelope', {
    path: tunnel ? '/shop/tunnel' : `/api/${PROJECT_ID}/envelope/`,
    headers: { 'content-type': 'application/x-sentry-envelope' },
    body: writeParts({ header, items }),
  });
};

type Item = EnvelopeParts['items'][number];

const anyItem = (maker: Maker, type: ItemType): Item => {
  if (isContainerType(type) && !oneIn(maker, 5)) return container(maker, type);
  if (type === 'attachment')
    return {
      header: { type, filename: 'a.log', ...anyHeader(maker) },
      payload: Buffer.from(hostileText(maker)),
    };
  const payload = type === 'event' && !oneIn(maker, 3) ? mutateJson(maker, errorEvent()) : anyPayload(maker, type);
  return { header: { type, ...anyHeader(maker) }, payload: Buffer.from(JSON.stringify(payload)) };
};

const anyHeader = (maker: Maker): JsonObject => (oneIn(maker, 6) ? { item_count: maker.random.below(60) } : {});

/** Sound ones are rare among senseless ones: these are nearly so. */
const anyPayload = (maker: Maker, type: ItemType) => {
  const { random } = maker;
  const object = anyObject(maker);
  switch (type) {
    case 'transaction': {
      const trace = { trace_id: random.hex(32), span_id: random.hex(16) };
      return {
        ...object,
        transaction: '/cart',
        timestamp: 1_795_000_001,
        start_timestamp: 1_795_000_000,
        contexts: { trace },
        spans: anyList(maker),
      };
    }
    case 'sessions':
      return {
        attrs: { release: 'shop@1' },
        aggregates: Array.from({ length: random.below(5) }, () => ({
          started: '2026-11-23T23:00:00Z',
          exited: random.below(9),
          ...(oneIn(maker, 4) && anyObject(maker, 1)),
        })),
      };
    case 'client_report':
      return {
        timestamp: 1_795_000_000,
        discarded_events: anyList(maker),
        ...(oneIn(maker, 3) && { rate_limited_events: anyList(maker) }),
      };
    case 'feedback':
      return { ...object, contexts: { feedback: { message: 'It broke', ...anyObject(maker, 1) } } };
    case 'user_report':
      return { event_id: EVENT_ID, name: 'Jane', comments: 'It broke', ...anyObject(maker, 1) };
    case 'metric_buckets':
    case 'form_data':
      return anyList(maker);
    default:
      return oneIn(maker, 5) ? anyJson(maker) : object;
  }
};

const anyList = (maker: Maker) =>
  Array.from({ length: maker.random.below(6) }, () =>
    oneIn(maker, 6)
      ? anyJson(maker, 1)
      : { reason: 'sample_rate', category: 'error', quantity: maker.random.below(9), ...anyObject(maker, 1) },
  );

const container = (maker: Maker, type: keyof typeof CONTAINERS): Item => {
  const { random } = maker;
  const items = Array.from(
    {
      length: weighted(maker, [
        [6, random.below(4)],
        [1, random.below(300)],
      ]),
    },
    () => (oneIn(maker, 6) ? anyJson(maker, 2) : { ...soundEntry(maker), ...(oneIn(maker, 2) && anyObject(maker, 2)) }),
  );
  const count = oneIn(maker, 6) ? random.below(12_000) : items.length;
  return {
    header: { type, item_count: count, content_type: CONTAINERS[type].contentType },
    payload: Buffer.from(JSON.stringify({ version: 2, ingest_settings: anyObject(maker, 1), items })),
  };
};

/** What a log line, a span and a measured value have, in one. */
const soundEntry = ({ random }: Maker): JsonObject => ({
  timestamp: 1_795_000_000.5,
  start_timestamp: 1_795_000_000,
  end_timestamp: 1_795_000_001,
  trace_id: random.hex(32),
  span_id: random.hex(16),
  level: 'info',
  body: 'paid',
  name: 'cart',
  status: 'ok',
  is_segment: false,
  type: 'counter',
  value: 1,
  attributes: { 'user.email': { type: 'string', value: 'jane.doe@example.com' } },
});
