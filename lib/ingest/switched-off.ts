import { AT_EDGE } from '../items/at-edge.ts';
import type { DataCategory } from '../protocol/data-category.ts';
import { ITEM_TYPES, type ItemType } from '../protocol/item-type.ts';
import type { RateLimit } from '../protocol/rate-limit.ts';

/** An hour: a version that keeps more gets it from running SDKs that much later at most. */
const SWITCHED_OFF_SECONDS = 3_600;

const isKept = (type: ItemType): boolean => !('unsupported' in AT_EDGE[type]);

/** What SDKs for telephones call a category beside its name. */
const ALSO_CALLED: Partial<Record<DataCategory, DataCategory>> = { profile_chunk: 'profile_chunk_ui' };

/** The categories of which no item type is kept, as the registry has it. */
const notKept = (): DataCategory[] => {
  // The keys of a constant.
  const types = Object.keys(ITEM_TYPES) as ItemType[];
  const kept = new Set<DataCategory>(types.filter(isKept).map(type => ITEM_TYPES[type]));
  const categories = new Set<DataCategory>(types.map(type => ITEM_TYPES[type]));
  return [...categories]
    .filter(category => !kept.has(category))
    .flatMap(category => [category, ALSO_CALLED[category] ?? []].flat());
};

/**
 * A limit that is no reproach: on a 200 it tells an SDK not to send what would only be thrown away. SDKs follow it
 * whatever the status. Never empty categories: those would mean all of them.
 */
export const SWITCHED_OFF: readonly RateLimit[] = [
  { seconds: SWITCHED_OFF_SECONDS, categories: notKept(), scope: 'organization', reasonCode: 'not_kept' } as const,
].filter(({ categories }) => categories.length > 0);
