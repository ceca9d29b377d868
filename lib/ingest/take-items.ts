import { AT_EDGE } from '../items/at-edge.ts';
import type { EdgeContext, EdgeFate, EdgeItem, KeptBlob } from '../items/edge-item.ts';
import { quantitiesOf } from '../items/quantities.ts';
import type { Envelope, EnvelopeItem } from '../protocol/envelope.ts';
import { type ItemType, isItemType } from '../protocol/item-type.ts';
import { type Outcome, sumOutcomes } from '../protocol/outcome.ts';
import type { DroppedEvent, QueuedItem } from '../protocol/queue-message.ts';
import type { Door } from './doors/door.ts';
import { withCrashEvent } from './with-crash-event.ts';

export interface TakenItems {
  kept: QueuedItem[];
  /** Bytes of what is kept. */
  blobs: KeptBlob[];
  outcomes: Outcome[];
  dropped: DroppedEvent[];
}

/** By item type: those that an envelope needs. */
export type Parsers = ReadonlyMap<string, EdgeItem>;

/** Loads what is not loaded at the start. It comes before quotas are looked at: between that and counting nothing may wait. */
export const parsersFor = async ({ items }: Envelope): Promise<Parsers> => {
  const types = new Set(withCrashEvent(items).map(({ type }) => type));
  const known = [...types].filter(isItemType);
  return new Map(await Promise.all(known.map(async type => [type, await parserOf(type)] as const)));
};

const parserOf = (type: ItemType): EdgeItem | Promise<EdgeItem> => {
  const item = AT_EDGE[type];
  return 'load' in item ? item.load() : item;
};

/**
 * Every item of an envelope gets its one fate: kept, or counted with the reason why not. What makes an event is judged
 * first: it gives the others its id, or takes those along that are worth nothing without it.
 */
export const takeItems = (
  envelope: Envelope,
  context: EdgeContext,
  parsers: Parsers,
  { batches }: Pick<Door, 'batches'> = {},
): TakenItems => {
  const items = withCrashEvent(envelope.items);
  const events = items.filter(makesEvent);
  const kinds = new Set<string>();
  const judged = new Map<EnvelopeItem, EdgeFate>();
  for (const item of events) {
    judged.set(item, kinds.has(item.type) && !batches ? fall(item, DUPLICATE) : takeItem(item, context, parsers));
    kinds.add(item.type);
  }
  const leading = events[0] && judged.get(events[0]);
  const tooLarge = filesBeyondLimit(items);
  const fates = items.map(
    item =>
      judged.get(item) ?? (tooLarge.has(item) ? fall(item, TOO_LARGE) : takeOther(item, context, parsers, leading)),
  );
  return {
    kept: fates.flatMap(fate => fate.kept ?? []),
    blobs: fates.flatMap(fate => fate.blob ?? []),
    outcomes: sumOutcomes(fates.flatMap(fate => fate.outcomes)),
    dropped: [...judged.values()].flatMap(fate => droppedOf(fate, context.eventId)),
  };
};

/** An event that fell, where its id is known. */
const droppedOf = ({ kept, outcomes: [why], eventId }: EdgeFate, headerId: string | undefined): DroppedEvent[] => {
  const id = headerId ?? eventId;
  if (kept || !why || !id || (why.outcome !== 'filtered' && why.outcome !== 'invalid')) return [];
  return [{ eventId: id, outcome: why.outcome, reason: why.reason }];
};

/**
 * Bytes of files that one request brings, decompressed. Scrubbing a megabyte of text takes the edge up to 0.7 s of its
 * 15 on Lambda, and the event beside the files must not be lost by them.
 */
export const MAX_FILES_BYTES = 12 * 1024 * 1024;
const TOO_LARGE = { outcome: 'invalid', reason: 'too_large:attachment' } as const;

/** In their order, so many files as are within the limit are taken. */
const filesBeyondLimit = (items: readonly EnvelopeItem[]): ReadonlySet<EnvelopeItem> => {
  let bytes = 0;
  const files = items.filter(({ type }) => type === 'attachment');
  return new Set(
    files.filter(({ payload }) => {
      if (bytes + payload.length > MAX_FILES_BYTES) return true;
      bytes += payload.length;
      return false;
    }),
  );
};

const MAKE_EVENTS = new Set(['event', 'transaction', 'security', 'raw_security', 'unreal_report', 'feedback']);
export const makesEvent = ({ type }: EnvelopeItem): boolean => MAKE_EVENTS.has(type);

/** Worth nothing without the event of their envelope. In an envelope without one they belong to an earlier event. */
const NEED_EVENTS = new Set(['attachment', 'form_data', 'user_report', 'replay_event', 'profile']);
export const needsEvent = ({ type }: EnvelopeItem): boolean => NEED_EVENTS.has(type);

const takeOther = (
  item: EnvelopeItem,
  context: EdgeContext,
  parsers: Parsers,
  leading: EdgeFate | undefined,
): EdgeFate => {
  if (!leading || !needsEvent(item)) return takeItem(item, context, parsers);
  const eventId = eventIdOf(leading.kept);
  const [why] = leading.outcomes;
  if (eventId === undefined && why) return fall(item, why);
  return takeItem(item, { ...context, eventId: eventId ?? context.eventId }, parsers);
};

const eventIdOf = (kept: QueuedItem | undefined): string | undefined =>
  kept?.type === 'feedback' ? kept.id : kept?.eventId;

const DUPLICATE = { outcome: 'invalid', reason: 'duplicate_item' } as const;

const fall = (item: EnvelopeItem, { outcome, reason }: Pick<Outcome, 'outcome' | 'reason'>): EdgeFate => ({
  outcomes: quantitiesOf(item).map(counted => ({ ...counted, outcome, reason })),
});

const takeItem = (item: EnvelopeItem, context: EdgeContext, parsers: Parsers): EdgeFate =>
  parsers.get(item.type)?.(item, context) ?? { outcomes: [UNKNOWN_TYPE] };

// The type's name is the sender's text: it is not made a reason, or reasons would have no end.
const UNKNOWN_TYPE: Outcome = { category: 'unknown', outcome: 'invalid', reason: 'unsupported_unknown', quantity: 1 };
