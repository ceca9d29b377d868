import type { DataCategory } from '../protocol/data-category.ts';
import { ITEM_TYPES, type ItemType } from '../protocol/item-type.ts';
import type { EdgeFate } from './edge-item.ts';

/** One item cannot speak of more than this: a larger number is a lie. */
export const MAX_QUANTITY = 1_000_000_000;

/** Of an item that is not what its type says. */
export const invalid = (category: DataCategory, reason: string, quantity = 1): EdgeFate =>
  ended(category, 'invalid', reason, quantity);

/** Of an item that is sound, and of a type that is read and not kept. @param category where it is not its type's */
export const unsupported = (type: ItemType, quantity = 1, category: DataCategory = ITEM_TYPES[type]): EdgeFate =>
  ended(category, 'invalid', `unsupported_${type}`, quantity);

export const filtered = (category: DataCategory, filter: string): EdgeFate => ended(category, 'filtered', filter, 1);

const ended = (
  category: DataCategory,
  outcome: 'invalid' | 'filtered',
  reason: string,
  quantity: number,
): EdgeFate => ({
  outcomes: [{ category, outcome, reason, quantity: Math.min(quantity, MAX_QUANTITY) }],
});
