import { type EntryContext, entryContext } from '../normalize/entry-context.ts';
import type { EnvelopeItem } from '../protocol/envelope.ts';
import { CONTAINERS, type ContainerType } from '../protocol/item-container.ts';
import { ITEM_TYPES } from '../protocol/item-type.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { mediaType } from '../protocol/media-type.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { EdgeContext, EdgeFate } from './edge-item.ts';
import { entriesOf, MAX_ENTRIES } from './entries-of.ts';
import { entryBytes } from './entry-bytes.ts';
import { parseJson } from './parse-json.ts';

/** Gives the entry as everything behind the edge knows it, `undefined` when it is none. */
export type NormalizeEntry = (raw: JsonObject, context: EntryContext) => object | undefined;

/**
 * The fates of a container's entries, one each, counted in the type's category, and a second time by their bytes where
 * there is a category for that. A container that cannot be read, or does not hold as many as its header says, falls as a
 * whole: its header is then all that tells how many there were.
 */
export const takeContainer = (
  type: ContainerType,
  normalize: NormalizeEntry,
  item: EnvelopeItem,
  context: EdgeContext,
): EdgeFate => {
  const container = readContainer(type, item);
  if ('broken' in container) return { outcomes: lost(type, container.broken, item) };
  const shared = entryContext(container.body, entryRequest(context));
  const sums = new Map<string, Sum>();
  for (const entry of container.entries) {
    const sound = isObject(entry) && normalize(entry, shared) !== undefined;
    add(sums, sound ? unsupportedReason(type) : CONTAINERS[type].invalid, entryBytes(entry));
  }
  return { outcomes: [...sums].flatMap(([reason, sum]) => endEntries(type, reason, sum)) };
};

/** The reason of what is sound. */
export const unsupportedReason = (type: ContainerType): string => `unsupported_${type}`;

/** Both sides of one fate: how many entries, and how many bytes. */
export interface Sum {
  entries: number;
  bytes: number;
}

export const endEntries = (type: ContainerType, reason: string, { entries, bytes }: Sum): Outcome[] => {
  const category = CONTAINERS[type].bytes;
  const fate = { outcome: 'invalid', reason } as const;
  return [
    { category: ITEM_TYPES[type], ...fate, quantity: entries },
    ...(category === undefined ? [] : [{ category, ...fate, quantity: bytes }]),
  ];
};

/** What the request says of its entries. */
export const entryRequest = (context: EdgeContext) => ({
  receivedAt: context.receivedAt,
  sentAt: context.sentAt,
  clientIp: context.clientIp,
  userAgent: context.userAgent,
  clientHints: context.clientHints,
  scrubIp: context.scrub.scrubIpAddresses && context.scrub.profile !== 'off',
});

type Container = { body: JsonObject; entries: Json[] } | { broken: string };

const readContainer = (type: ContainerType, { header, payload }: EnvelopeItem): Container => {
  const broken = CONTAINERS[type].invalid;
  if (mediaType(header.content_type) !== CONTAINERS[type].contentType) return { broken };
  const body = parseJson(payload);
  if (body === undefined) return { broken: 'invalid_json' };
  if (!isObject(body) || !Array.isArray(body.items)) return { broken };
  const entries = body.items;
  return entries.length === header.item_count && entries.length <= MAX_ENTRIES ? { body, entries } : { broken };
};

const lost = (type: ContainerType, reason: string, item: EnvelopeItem): Outcome[] =>
  endEntries(type, reason, { entries: entriesOf(item), bytes: Math.max(1, item.payload.length) });

const add = (sums: Map<string, Sum>, reason: string, bytes: number): void => {
  const sum = sums.get(reason);
  if (sum === undefined) sums.set(reason, { entries: 1, bytes });
  else {
    sum.entries++;
    sum.bytes += bytes;
  }
};
