import { attachmentQuantities } from '../protocol/attachment.ts';
import type { DataCategory } from '../protocol/data-category.ts';
import type { EnvelopeItem } from '../protocol/envelope.ts';
import { CONTAINERS, isContainerType } from '../protocol/item-container.ts';
import { ITEM_TYPES, isItemType } from '../protocol/item-type.ts';
import { entriesOf } from './entries-of.ts';

/** What an item that nobody has opened is counted by. */
export const quantitiesOf = (item: EnvelopeItem): { category: DataCategory; quantity: number }[] => {
  if (!isItemType(item.type)) return [{ category: 'unknown', quantity: 1 }];
  if (item.type === 'attachment') return attachmentQuantities(item.payload.length);
  return [{ category: ITEM_TYPES[item.type], quantity: entriesOf(item) }, ...bytesOf(item)];
};

/** Entries of a container are counted by their bytes as well, where there is a category for that. */
const bytesOf = ({ type, payload }: EnvelopeItem): { category: DataCategory; quantity: number }[] => {
  const category = isContainerType(type) ? CONTAINERS[type].bytes : undefined;
  return category === undefined ? [] : [{ category, quantity: Math.max(1, payload.length) }];
};
