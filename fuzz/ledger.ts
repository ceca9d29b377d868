import { authenticate } from '../lib/ingest/authenticate.ts';
import { decompress } from '../lib/ingest/decompress.ts';
import type { IngestRequest } from '../lib/ingest/http.ts';
import { findRoute, type Route } from '../lib/ingest/route.ts';
import { crashOf } from '../lib/items/attachment/crash-attachment.ts';
import type { Envelope } from '../lib/protocol/envelope.ts';
import { isObject, type Json } from '../lib/protocol/json.ts';
import { mediaType } from '../lib/protocol/media-type.ts';
import { categoryOf } from '../lib/protocol/queue-message.ts';
import { NEW_ID } from '../test/items/item-context.ts';
import { type Count, countsOfItem } from './counts-of-item.ts';
import type { FuzzCase } from './fuzz-case.ts';
import type { Ran } from './run-case.ts';
import { NOW, SCENES } from './scenes.ts';

/** The ledger's law: of a request that was taken, items in are items kept and items counted, in each category. */
export const faultsOfLedger = async ({ request, scene }: FuzzCase, { messages }: Ran): Promise<string[]> => {
  const route = findRoute(request.path, request.method);
  const body = decompress(request);
  const envelope = await route.door.read({
    request,
    body,
    params: route.params,
    sdkClient: route.door.tunnel ? undefined : authenticate(request, route.params.key)?.client,
    newId: () => NEW_ID,
    receivedAt: NOW,
  });
  const told = sumOf([
    ...messages.flatMap(({ items }) => items).map(item => ({ category: nameOf(categoryOf(item)), quantity: 1 })),
    ...messages.flatMap(({ outcomes }) => outcomes).map(one => ({ ...one, category: bareName(one.category) })),
  ]);
  return [...faultsOfCounts(expected(envelope, scene), told), ...faultsOfReading(request, route, body, envelope.items)];
};

/** Kept attachments are counted one each here, and by their bytes behind the queue. */
const nameOf = (category: string): string => (category === 'attachment' ? 'attachment_item' : bareName(category));
/** Two names for profiles, by the platform. */
const bareName = (category: string): string => (category === 'profile_chunk_ui' ? 'profile_chunk' : category);
const isSize = (category: string): boolean => category === 'attachment' || category.endsWith('_byte');

const sumOf = (counts: Iterable<{ category: string; quantity: number }>): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const { category, quantity } of counts)
    if (!isSize(category)) sums.set(category, (sums.get(category) ?? 0) + quantity);
  return sums;
};

const expected = ({ header, items }: Envelope, scene: FuzzCase['scene']): Map<string, Count> => {
  const sentAt = typeof header.sent_at === 'string' ? Date.parse(header.sent_at) : Number.NaN;
  const sums = new Map<string, Count>();
  for (const { category, least, most } of [
    ...items.flatMap(item => countsOfItem(item, Number.isFinite(sentAt) ? sentAt : undefined)),
    ...crashEvents(items, scene),
  ]) {
    const name = bareName(category);
    const sum = sums.get(name) ?? { category: name, least: 0, most: 0 };
    if (!isSize(name)) sums.set(name, { category: name, least: sum.least + least, most: sum.most + most });
  }
  return sums;
};

/** A crash without an event is one itself, unless a limit keeps it from becoming one. */
const crashEvents = (items: Envelope['items'], scene: FuzzCase['scene']): Count[] => {
  if (!items.some(crashOf) || items.some(({ type }) => type === 'event')) return [];
  return [{ category: 'error', least: 'quotas' in SCENES[scene] ? 0 : 1, most: 1 }];
};

const faultsOfCounts = (counts: Map<string, Count>, told: Map<string, number>): string[] => {
  const categories = new Set([...counts.keys(), ...told.keys()]);
  return [...categories].flatMap(category => {
    const { least, most } = counts.get(category) ?? { least: 0, most: 0 };
    const quantity = told.get(category) ?? 0;
    return quantity < least || quantity > most
      ? [`ledger: ${quantity} of ${category} are told of, and ${least === most ? '' : `${least} to `}${most} came`]
      : [];
  });
};

/** What a list in the body holds, told without the door's own reader. */
const faultsOfReading = (
  request: IngestRequest,
  { door }: Route,
  body: Uint8Array,
  items: Envelope['items'],
): string[] => {
  const listed = listedIn(door.path, mediaType(request.headers['content-type']), Buffer.from(body).toString('utf8'));
  if (listed === undefined) return [];
  const read = items.reduce(
    (sum, { header }) => sum + (typeof header.item_count === 'number' ? header.item_count : 1),
    0,
  );
  return read === listed ? [] : [`ledger: the door read ${read} of ${listed} in the body`];
};

/** `undefined` where nothing is listed, or in a form that takes a reader of its own. */
const listedIn = (door: string, type: string | undefined, text: string): number | undefined => {
  switch (door) {
    case 'security|csp-report':
    case 'nel':
      return lengthOf(JSON.parse(text));
    case 'integration/vercel/logs':
      return type === 'application/x-ndjson' ? linesOf(text) : lengthOf(JSON.parse(text));
    case 'integration/otlp/v1/logs':
      return type === 'application/json'
        ? recordsOf(JSON.parse(text), ['resourceLogs', 'scopeLogs', 'logRecords'])
        : undefined;
    case 'integration/otlp/v1/traces':
      return type === 'application/json'
        ? recordsOf(JSON.parse(text), ['resourceSpans', 'scopeSpans', 'spans'])
        : undefined;
    default:
      return undefined;
  }
};

const lengthOf = (json: Json): number => (Array.isArray(json) ? json.length : 1);
const linesOf = (text: string): number => text.split('\n').filter(line => line.trim() !== '').length;
const recordsOf = (json: Json, names: readonly string[]): number =>
  names.reduce<Json[]>((bags, name) => bags.filter(isObject).flatMap(bag => membersOf(bag[name])), [json]).length;
const membersOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
