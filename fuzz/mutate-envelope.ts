import { ITEM_TYPES } from '../lib/protocol/item-type.ts';
import type { Json } from '../lib/protocol/json.ts';
import { changeJson, type EnvelopeParts } from './envelope-parts.ts';
import { hostileJson, MARK } from './hostile.ts';
import { type Maker, weighted } from './maker.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';

type Items = EnvelopeParts['items'];

const TYPES: readonly [string, ...string[]] = ['statsd', MARK, '__proto__', ...Object.keys(ITEM_TYPES)];
const ATTACHMENT_TYPES = [
  'event.minidump',
  'event.applecrashreport',
  'event.view_hierarchy',
  'unreal.context',
] as const;
const CONTENT_TYPES = [
  'application/vnd.sentry.items.log+json',
  'application/vnd.sentry.items.span.v2+json',
  'application/vnd.sentry.items.trace-metric+json',
  'application/vnd.sentry.attachment-ref+json',
  'text/plain',
] as const;
const COUNTS: readonly [Json, ...Json[]] = [0, 1, 2, 3, 50, 10_000, 10_001, 1e9, 1e300, -1, 0.5, '3', null];
const LENGTHS: readonly [Json, ...Json[]] = [0, 1, -1, 1e9, 2 ** 53, 0.5, '5', null];
const EVENT_IDS: readonly [Json, ...Json[]] = ['', 'c0ffee', 'C0FFEE00-C0FF-EE00-C0FF-EE00C0FFEE00', 5, null, {}];

/** Tells lies in one way; the other items are those of another envelope. */
export const mutateEnvelope = (maker: Maker, { header, items }: EnvelopeParts, others: Items): EnvelopeParts => {
  const { random } = maker;
  const at = random.below(items.length);
  const item = items[at];
  if (!item) return { header, items: others };
  const changed = (one: Items[number]): EnvelopeParts => ({ header, items: items.with(at, one) });
  const withHeader = (more: Items[number]['header']) => changed({ ...item, header: { ...item.header, ...more } });
  return weighted<() => EnvelopeParts>(maker, [
    [8, () => changed(changeJson(item, json => mutateJson(maker, json)))],
    [2, () => changed({ ...item, payload: mutateBytes(maker, item.payload, others[0]?.payload ?? item.payload) })],
    [2, () => withHeader({ type: random.pick(TYPES) })],
    [2, () => withHeader({ item_count: random.pick(COUNTS) })],
    [1, () => withHeader({ length: random.pick(LENGTHS) })],
    [1, () => withHeader({ content_type: random.pick(CONTENT_TYPES) })],
    [1, () => withHeader({ attachment_type: random.pick(ATTACHMENT_TYPES) })],
    [1, () => withHeader({ type: 'attachment', filename: hostileJson(maker) })],
    [2, () => ({ header, items: [...items, ...others] })],
    [2, () => ({ header, items: [...items.slice(0, at), ...others, ...items.slice(at)] })],
    [2, () => ({ header, items: [...items, item] })],
    [1, () => ({ header, items: items.toSpliced(at, 1) })],
    [1, () => ({ header, items: items.toReversed() })],
    [1, () => ({ header: { ...header, event_id: random.pick(EVENT_IDS) }, items })],
    [
      1,
      () => ({ header: { ...header, [random.pick(['sent_at', 'dsn', 'trace', 'sdk'])]: hostileJson(maker) }, items }),
    ],
    [1, () => ({ header, items: Array.from({ length: random.pick([30, 31, 101, 501]) }, () => item) })],
  ])();
};
