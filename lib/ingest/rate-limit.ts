import { crashOf } from '../items/attachment/crash-attachment.ts';
import { quantitiesOf } from '../items/quantities.ts';
import type { DataCategory } from '../protocol/data-category.ts';
import type { Envelope, EnvelopeItem } from '../protocol/envelope.ts';
import { isItemType } from '../protocol/item-type.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { ActiveLimit } from '../protocol/quota.ts';
import { covers } from '../protocol/quota-use.ts';
import { makesEvent, needsEvent } from './take-items.ts';

export interface Limited {
  /** What is left: nothing that a limit is about. */
  envelope: Envelope;
  /** Of the items that fell. */
  outcomes: Outcome[];
  /** The limits that some item met: what the SDK is told. */
  met: ActiveLimit[];
  /** The one that the event itself fell by. */
  ofEvent?: ActiveLimit | undefined;
}

/** Lets fall what the limits in force are about, unparsed, and what is worth nothing without it. */
export const applyLimits = (envelope: Envelope, inForce: readonly ActiveLimit[]): Limited => {
  if (inForce.length === 0) return { envelope, outcomes: [], met: [] };
  const met = new Set<ActiveLimit>();
  const judged = envelope.items.map(item => ({ item, limit: meet(item, inForce, met) }));
  const ofEvent = judged.find(({ item, limit }) => limit && (makesEvent(item) || crashOf(item)))?.limit;
  const fates = judged.map(({ item, limit }) => ({ item, limit: limit ?? (needsEvent(item) ? ofEvent : undefined) }));
  return {
    envelope: { ...envelope, items: fates.filter(({ limit }) => !limit).map(({ item }) => item) },
    outcomes: fates.flatMap(({ item, limit }) => (limit ? fall(item, limit) : [])),
    met: [...met],
    ofEvent,
  };
};

/** The limit that an item falls by: of all that are about it the one that lasts longest. */
const meet = (item: EnvelopeItem, inForce: readonly ActiveLimit[], met: Set<ActiveLimit>): ActiveLimit | undefined => {
  const categories = limitedAs(item);
  const about = inForce.filter(limit => categories.some(category => covers(limit, category)));
  for (const limit of about) met.add(limit);
  return about.reduce<ActiveLimit | undefined>(
    (last, one) => (last && last.until >= one.until ? last : one),
    undefined,
  );
};

/**
 * Client reports say what was dropped for a limit, and what has an unknown type has no category: neither is limited. A
 * file that is the crash itself is limited as the error that it is, not as a file.
 */
const limitedAs = (item: EnvelopeItem): DataCategory[] => {
  if (!isItemType(item.type) || item.type === 'client_report') return [];
  return crashOf(item) ? ['error'] : quantitiesOf(item).map(({ category }) => category);
};

const fall = (item: EnvelopeItem, { reasonCode }: ActiveLimit): Outcome[] =>
  quantitiesOf(item).map(counted => ({ ...counted, outcome: 'rate_limited', reason: reasonCode }));
