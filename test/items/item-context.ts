import { AT_EDGE } from '../../lib/items/at-edge.ts';
import type { EdgeContext, EdgeFate, EdgeItem } from '../../lib/items/edge-item.ts';
import { DEFAULT_FILTER_SETTINGS, DEFAULT_SCRUB_SETTINGS } from '../../lib/ports/key-store.ts';
import type { ItemType } from '../../lib/protocol/item-type.ts';
import type { Json, JsonObject } from '../../lib/protocol/json.ts';
import { PROJECT_ID, PSEUDONYM_KEY } from '../support/edge.ts';

export const RECEIVED_AT = 1_795_000_000_000;
/** Unix seconds. */
export const NOW = RECEIVED_AT / 1000;
export const NEW_ID = 'd'.repeat(32);

/** What an item's edge half knows of an ordinary request. */
export const itemContext = (over: Partial<EdgeContext> = {}): EdgeContext => ({
  itemTypes: new Set(),
  eventId: undefined,
  newEventId: NEW_ID,
  newId: () => NEW_ID,
  receivedAt: RECEIVED_AT,
  sentAt: undefined,
  clientIp: '203.0.113.7',
  userAgent: undefined,
  clientHints: {},
  sdkClient: undefined,
  filters: DEFAULT_FILTER_SETTINGS,
  scrub: { ...DEFAULT_SCRUB_SETTINGS, pseudonymKey: PSEUDONYM_KEY },
  projectId: PROJECT_ID,
  retentionDays: 90,
  attachmentClass: 'full',
  ...over,
});

export interface Sent {
  /** Bytes and texts as they are, all else as JSON. */
  payload: Uint8Array | Json;
  header?: JsonObject;
}

/** Those that the edge loads when it needs them, too. */
export const PARSERS = Object.fromEntries(
  await Promise.all(
    Object.entries(AT_EDGE).map(async ([type, item]) => [type, 'load' in item ? await item.load() : item]),
  ),
) as Record<ItemType, EdgeItem>; // the keys of the registry

export const take = (type: ItemType, { payload, header = {} }: Sent, over: Partial<EdgeContext> = {}): EdgeFate => {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const bytes = payload instanceof Uint8Array ? payload : Buffer.from(text);
  return PARSERS[type]({ type, header: { type, ...header }, payload: bytes }, itemContext(over));
};

/** `category outcome reason quantity`, a line each. */
export const outcomesOf = (type: ItemType, sent: Sent, over: Partial<EdgeContext> = {}): string[] =>
  take(type, sent, over).outcomes.map(one => `${one.category} ${one.outcome} ${one.reason} ${one.quantity}`);
