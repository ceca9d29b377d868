import { expect, test } from '@jest/globals';
import { decompress } from '../../lib/ingest/decompress.ts';
import { type EnvelopeItem, parseEnvelope } from '../../lib/protocol/envelope.ts';
import { type ItemType, isItemType } from '../../lib/protocol/item-type.ts';
import { recordedRequests } from '../support/corpus.ts';
import { itemContext, PARSERS } from './item-context.ts';

interface RecordedItem {
  item: EnvelopeItem;
  itemTypes: Set<string>;
  recordedAt: number;
}

const byType = new Map<ItemType, RecordedItem[]>();
for (const { url, method, headers, body, recordedAt } of recordedRequests()) {
  if (method !== 'POST' || !/\/envelope\/?(?:\?|$)/.test(url)) continue;
  const named = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const request = { headers: named, body, bodyWasText: false };
  const { items } = parseEnvelope(decompress(request));
  const itemTypes = new Set(items.map(({ type }) => type));
  for (const item of items) {
    if (isItemType(item.type))
      byType.set(item.type, [...(byType.get(item.type) ?? []), { item, itemTypes, recordedAt }]);
  }
}

/** What is kept; all else is told to be sound and not kept, except reports of SDKs, which are counted as what they say. */
const KEPT = new Set<ItemType>(['event', 'attachment', 'feedback', 'user_report']);

test.each([...byType.keys()].sort())('every recorded item of type %s is found to be sound', type => {
  for (const { item, itemTypes, recordedAt } of byType.get(type) ?? []) {
    const context = itemContext({ eventId: 'c0ffee00c0ffee00c0ffee00c0ffee00', itemTypes, receivedAt: recordedAt });
    const { kept, outcomes } = PARSERS[type](item, context);
    expect(kept !== undefined).toBe(KEPT.has(type));
    const reasons = new Set(outcomes.map(({ outcome, reason }) => `${outcome} ${reason}`));
    if (type === 'client_report') expect([...reasons].every(one => one.startsWith('client_discard '))).toBe(true);
    else expect([...reasons]).toEqual(KEPT.has(type) ? [] : [`invalid unsupported_${type}`]);
  }
});

test('most types that SDKs send were recorded', () => {
  expect([...byType.keys()].length).toBeGreaterThanOrEqual(16);
});
