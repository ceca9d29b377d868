import { ITEM_TYPES, type ItemType } from '../../protocol/item-type.ts';
import type { EdgeItem } from '../edge-item.ts';

/** Parses of an item that is not kept just how many entries it holds, so that it is counted with its reason. */
export const parseUnsupported =
  (type: ItemType): EdgeItem =>
  item => ({
    outcomes: [
      {
        category: ITEM_TYPES[type],
        outcome: 'invalid',
        reason: `unsupported_${type}`,
        quantity: entries(item.header.item_count),
      },
    ],
  });

/** A container says how many entries it has; everything else is one. */
const entries = (count: unknown): number =>
  typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? Math.min(count, MAX_ENTRIES) : 1;
/** No container holds more; a larger number is a lie of the header. */
const MAX_ENTRIES = 10_000;
