import { attachmentQuantities } from './attachment.ts';
import type { DataCategory } from './data-category.ts';
import { categoryOf, type QueuedItem } from './queue-message.ts';
import type { Quota } from './quota.ts';

/** How much of a quota some items take. */
export interface QuotaUse {
  quota: Quota;
  quantity: number;
}

/** A quota that names no category is about all of them. */
export const covers = ({ categories }: Pick<Quota, 'categories'>, category: DataCategory): boolean =>
  categories.length === 0 || categories.includes(category);

/** What kept items take of the quotas that are counted. Those that nothing is taken of are left out. */
export const quotaUses = (quotas: readonly Quota[], items: readonly QueuedItem[]): QuotaUse[] =>
  quotas.flatMap(quota => {
    const quantity = quota.limit === 0 ? 0 : sum(items.map(item => takenOf(quota, item)));
    return quantity === 0 ? [] : [{ quota, quantity }];
  });

/** As the ledger counts it, attachments by their bytes; a quota of everything counts items. */
const takenOf = (quota: Quota, item: QueuedItem): number => {
  if (quota.categories.length === 0) return 1;
  return sum(countsOf(item).map(({ category, quantity }) => (covers(quota, category) ? quantity : 0)));
};

const countsOf = (item: QueuedItem): { category: DataCategory; quantity: number }[] =>
  item.type === 'attachment' ? attachmentQuantities(item.size) : [{ category: categoryOf(item), quantity: 1 }];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
