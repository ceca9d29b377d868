/** Where a table's or an index's rows are read from. */
export type Source =
  | { kind: 'table'; tableId: number }
  | { kind: 'index'; tableId: number; indexId: number; whole: boolean };

/** The beginning of a statement that reads rows `r` of a source, in the shape of `Row`, and its parameters. */
export function selectFrom(source: Source): { select: string; parameters: number[] } {
  if (source.kind === 'table') {
    return {
      select: 'SELECT r.hash, r.range, r.size, r.item AS json FROM items r WHERE r.table_id = ?',
      parameters: [source.tableId],
    };
  }
  if (!source.whole) {
    return {
      select: 'SELECT r.hash, r.range, r.size, r.item AS json FROM index_rows r WHERE r.index_id = ?',
      parameters: [source.indexId],
    };
  }
  // CROSS JOIN keeps SQLite from turning the two around.
  const join = 'index_rows r CROSS JOIN items i ON i.table_id = ? AND i.hash = r.item_hash AND i.range = r.item_range';
  return {
    select: `SELECT r.hash, r.range, r.size, i.item AS json FROM ${join} WHERE r.index_id = ?`,
    parameters: [source.tableId, source.indexId],
  };
}
