import type { Envelope, EnvelopeItem } from '../protocol/envelope.ts';
import { CONTAINERS, MAX_CONTAINER_BYTES } from '../protocol/item-container.ts';
import type { ItemType } from '../protocol/item-type.ts';
import { mediaType } from '../protocol/media-type.ts';
import { REFUSALS, Refusal } from '../protocol/refusal.ts';
import type { Door } from './doors/door.ts';

const KIB = 1_024;
const MIB = 1_048_576;

/** Bytes of one event-like item; source of this and all below: the reference server. */
export const MAX_EVENT_BYTES = MIB;
/** Files, crashes and reports of users in one envelope; of their bytes the whole envelope's bound is the smaller one. */
export const MAX_FILES = 30;
/** Bytes of a recording as it is sent. */
export const MAX_REPLAY_BYTES = 10 * MIB;
export const MAX_SESSION_ITEMS = 100;
export const MAX_SESSION_BYTES = 10 * MIB;
export const MAX_CLIENT_REPORTS = 100;
export const MAX_CLIENT_REPORT_BYTES = 100 * KIB;
export const MAX_CHECK_IN_BYTES = 100 * KIB;
/** Spans that each are an item, as older SDKs send them. */
export const MAX_LEGACY_SPANS = 25;
export const MAX_SPAN_BYTES = 10 * MIB;
/** Bytes of a container's entries on average. */
export const MAX_LOG_BYTES = 2 * MIB;
export const MAX_TRACE_METRIC_BYTES = MIB;

/** What one envelope may hold of some item types together. */
interface Limit {
  readonly types: readonly ItemType[];
  readonly count: number;
  /** Bytes of one item. */
  readonly single?: number;
  /** Bytes of one entry on average, where an item holds many. */
  readonly average?: number;
  /** Bytes of all of them. */
  readonly combined?: number;
  /** Only of containers, or only of what is none: where a type knows both. */
  readonly container?: boolean;
  /** Doors that batch may bring more of them, and bound by themselves how much. */
  readonly batched?: true;
}

const EVENT_LIKE: readonly ItemType[] = [
  'event',
  'transaction',
  'security',
  'raw_security',
  'replay_event',
  'feedback',
  'form_data',
];

const LIMITS: readonly Limit[] = [
  { types: EVENT_LIKE, count: 1, single: MAX_EVENT_BYTES, batched: true },
  { types: ['attachment', 'unreal_report', 'user_report'], count: MAX_FILES },
  { types: ['replay_recording'], count: 1, single: MAX_REPLAY_BYTES },
  { types: ['replay_video'], count: 1, single: MAX_REPLAY_BYTES },
  { types: ['session', 'sessions'], count: MAX_SESSION_ITEMS, combined: MAX_SESSION_BYTES },
  { types: ['client_report'], count: MAX_CLIENT_REPORTS, combined: MAX_CLIENT_REPORT_BYTES },
  { types: ['profile', 'profile_chunk', 'profile_chunk_ui'], count: 1 },
  { types: ['check_in'], count: 1, single: MAX_CHECK_IN_BYTES },
  { types: ['log'], count: 1, average: MAX_LOG_BYTES, combined: MAX_CONTAINER_BYTES, batched: true },
  { types: ['trace_metric'], count: 1, average: MAX_TRACE_METRIC_BYTES, combined: MAX_CONTAINER_BYTES },
  { types: ['span'], container: true, count: 1, average: MAX_SPAN_BYTES, combined: MAX_CONTAINER_BYTES, batched: true },
  {
    types: ['span'],
    container: false,
    count: MAX_LEGACY_SPANS,
    single: MAX_SPAN_BYTES,
    combined: MAX_CONTAINER_BYTES,
  },
];

/** Refuses an envelope that no SDK would send: the protocol lets the whole of it fall then. */
export const checkLimits = ({ items }: Envelope, { batches }: Pick<Door, 'batches'>): void => {
  for (const limit of LIMITS) {
    const ofThese = items.filter(item => isOf(limit, item));
    if (ofThese.length === 0) continue;
    if (limit.single !== undefined) checkSingle(ofThese, limit.single);
    if (limit.average !== undefined) checkAverage(ofThese, limit.average);
    if (batches && limit.batched) continue;
    checkCount(ofThese, limit.count);
    if (limit.combined !== undefined) checkCombined(ofThese, limit.combined);
  }
};

const isOf = ({ types, container }: Limit, item: EnvelopeItem): boolean =>
  (types as readonly string[]).includes(item.type) && (container === undefined || container === isContainer(item));

const isContainer = ({ header }: EnvelopeItem): boolean =>
  mediaType(header.content_type) === CONTAINERS.span.contentType;

const checkSingle = (items: readonly EnvelopeItem[], max: number): void => {
  const large = items.find(item => item.payload.length > max);
  if (large) throw tooLarge(large, `item of type ${large.type} has ${large.payload.length} bytes, at most ${max}`);
};

const checkAverage = (items: readonly EnvelopeItem[], max: number): void => {
  const large = items.find(item => item.payload.length / entries(item) > max);
  if (large)
    throw tooLarge(
      large,
      `item of type ${large.type} has ${large.payload.length} bytes for ${entries(large)} entries, at most ${max} each`,
    );
};

/** What the header of a container says; a number that is not true lets the container fall later, and it alone. */
const entries = ({ header }: EnvelopeItem): number =>
  typeof header.item_count === 'number' && header.item_count > 1 ? header.item_count : 1;

const checkCount = (items: readonly EnvelopeItem[], max: number): void => {
  if (items.length > max)
    throw tooLarge(items[0], `${items.length} items of type ${typesOf(items)} in an envelope, at most ${max}`);
};

const checkCombined = (items: readonly EnvelopeItem[], max: number): void => {
  const bytes = items.reduce((sum, item) => sum + item.payload.length, 0);
  if (bytes > max)
    throw tooLarge(items[0], `items of type ${typesOf(items)} have ${bytes} bytes together, at most ${max}`);
};

/** Names one of the items, as the reference server does. All types that have a limit are known: no text of the sender's. */
const tooLarge = (item: EnvelopeItem | undefined, cause: string): Refusal =>
  new Refusal('item_too_large', [cause], {
    detail: `${REFUSALS.item_too_large[1]} for type '${item?.type}' (https://develop.sentry.dev/sdk/envelopes/#size-limits)`,
  });

/** Names of types that are known: no text of the sender's. */
const typesOf = (items: readonly EnvelopeItem[]): string => [...new Set(items.map(({ type }) => type))].join(', ');
