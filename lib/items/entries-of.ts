import type { EnvelopeItem } from '../protocol/envelope.ts';
import { isContainerType } from '../protocol/item-container.ts';

/** A container says how many entries it has; everything else is one, whatever its header says. */
export const entriesOf = ({ type, header: { item_count: count } }: EnvelopeItem): number =>
  isContainerType(type) && typeof count === 'number' && Number.isSafeInteger(count) && count > 0
    ? Math.min(count, MAX_ENTRIES)
    : 1;
/** No container holds more; a larger number is a lie of the header. */
export const MAX_ENTRIES = 10_000;
