import { parseClientReport } from '../lib/items/client-report/parse.ts';
import { parseJson } from '../lib/items/parse-json.ts';
import type { EnvelopeItem } from '../lib/protocol/envelope.ts';
import { isContainerType } from '../lib/protocol/item-container.ts';
import { ITEM_TYPES, isItemType } from '../lib/protocol/item-type.ts';
import { isObject, type Json } from '../lib/protocol/json.ts';
import { itemContext } from '../test/items/item-context.ts';
import { NOW } from './scenes.ts';

/** How much of a category must be told of: exactly, or within bounds. */
export interface Count {
  category: string;
  least: number;
  most: number;
}

const exactly = (category: string, count: number): Count => ({ category, least: count, most: count });

/** Entries of one container; what claims more is not believed. */
const MAX_ENTRIES = 10_000;

/**
 * What an item of an envelope is to be counted in, whatever becomes of it, told by its bytes alone. Sizes in bytes are
 * left out. What falls by a limit is not opened: it counts as the least.
 */
export const countsOfItem = (item: EnvelopeItem, sentAt: number | undefined): Count[] => {
  if (!isItemType(item.type)) return [exactly('unknown', 1)];
  if (isContainerType(item.type)) return [countOfContainer(ITEM_TYPES[item.type], item)];
  const json = parseJson(item.payload);
  switch (item.type) {
    case 'client_report':
      // What it says was thrown away elsewhere comes beside the items, as it says it.
      return parseClientReport(item, itemContext({ receivedAt: NOW, sentAt })).outcomes.map(({ category, quantity }) =>
        exactly(category, quantity),
      );
    case 'attachment':
      return [exactly('attachment_item', 1)];
    case 'transaction':
      return [exactly('transaction', 1), { category: 'span', least: 0, most: 1 + spansOf(json) }];
    case 'sessions':
      return [{ category: 'session', least: 1, most: Math.max(1, sessionsOf(json)) }];
    case 'metric_buckets':
      return [{ category: 'metric_bucket', least: 1, most: Array.isArray(json) ? Math.max(1, json.length) : 1 }];
    default:
      return [exactly(ITEM_TYPES[item.type], 1)];
  }
};

/**
 * As many as it holds, which must be what its header says; where it is another number, or nothing can be read, the header
 * is all there is. One that is empty and says so has no entry that a fate could be lost of.
 */
const countOfContainer = (category: string, { header: { item_count: said } }: EnvelopeItem): Count => {
  if (said === 0) return { category, least: 0, most: 1 };
  const believed = typeof said === 'number' && Number.isSafeInteger(said) && said > 0;
  return exactly(category, believed ? Math.min(said, MAX_ENTRIES) : 1);
};

const spansOf = (json: Json | undefined): number =>
  isObject(json) && Array.isArray(json.spans) ? json.spans.filter(isObject).length : 0;

const SESSION_COUNTS = ['exited', 'errored', 'abnormal', 'unhandled', 'crashed'];

const sessionsOf = (json: Json | undefined): number => {
  if (!isObject(json) || !Array.isArray(json.aggregates)) return 0;
  return json.aggregates
    .filter(isObject)
    .reduce((sum, one) => sum + SESSION_COUNTS.reduce((all, name) => all + whole(one[name]), 0), 0);
};

const whole = (value: Json | undefined): number => (typeof value === 'number' && value > 0 ? value : 0);
