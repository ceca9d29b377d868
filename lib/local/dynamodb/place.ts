import type { KeyBytes } from './key-bytes.ts';
import type { TableSchema } from './table-schema.ts';

/** One text per item, to tell whether two operations mean the same. */
export function placeOf({ table, key }: { table: TableSchema; key: KeyBytes }): string {
  return `${table.id}/${key.hash.toString('base64')}/${key.range.toString('base64')}`;
}
