import type { IndexKeys } from './index-cursor.ts';
import { queryKeys } from './query-keys.ts';
import { batchGet, type Item, keyOf, readText, type Table } from './table.ts';

/**
 * The items of an index partition, or of several merged, from the largest sort key down. Index rows carry keys only: the
 * items themselves are fetched, in the order of the index; what is gone meanwhile is left out.
 */
export const queryIndex = async (
  table: Table,
  index: IndexKeys,
  partition: string | readonly string[],
  options: { limit: number; cursor?: string },
): Promise<{ items: Item[]; next?: string }> => {
  const { rows, next } = await queryKeys(table, index, [partition].flat(), options);
  return { items: await loadRows(table, rows), ...(next && { next }) };
};

/** The items of index rows, in their order. */
export const loadRows = async (table: Table, rows: readonly Item[]): Promise<Item[]> => {
  const keys = rows.map(keyOf);
  const found = new Map((await batchGet(table, keys, { consistent: false })).map(item => [identity(item), item]));
  return rows.map(row => found.get(identity(row))).filter(item => item !== undefined);
};

const identity = (item: Item): string => JSON.stringify([readText(item, 'pk'), readText(item, 'sk')]);
