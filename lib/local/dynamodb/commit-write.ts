import type { Item } from './attribute-value.ts';
import { attributeOf } from './attribute-value.ts';
import { type Units, writeUnits } from './capacity.ts';
import type { EngineState } from './engine-state.ts';
import { type IndexEntry, indexEntry } from './index-entry.ts';
import type { PlannedWrite } from './plan-write.ts';
import type { Storage } from './storage.ts';
import type { IndexSchema, TableSchema } from './table-schema.ts';

/** Writes the item and its index rows. Must run inside a transaction of the storage; answers the cost. */
export function commitWrite({ storage }: Pick<EngineState, 'storage'>, write: PlannedWrite): Units {
  const { table, key, before, after } = write;
  const units: Units = { table: writeUnits(Math.max(before?.size ?? 0, after?.size ?? 0)), indexes: new Map() };
  if (before === after) return units;
  for (const index of table.indexes) {
    const cost = commitIndex(storage, index, write);
    if (cost > 0) units.indexes.set(index.name, cost);
  }
  if (after === undefined) storage.deleteItem(table.id, key);
  else if (after.json !== before?.json) storage.putItem(table.id, key, after, expiry(after.item, table));
  return units;
}

/** The second at which an item expires; `null` when it has none that counts. */
export function expiry(item: Item, { timeToLive }: Pick<TableSchema, 'timeToLive'>): number | null {
  const text = timeToLive === undefined ? undefined : attributeOf(item, timeToLive)?.N;
  const second = text === undefined ? Number.NaN : Math.trunc(Number(text));
  return Number.isSafeInteger(second) ? second : null;
}

function commitIndex(storage: Storage, index: IndexSchema, { key, before, after }: PlannedWrite): number {
  const old = indexEntry(before, key, index);
  const next = indexEntry(after, key, index);
  if (old !== undefined && next !== undefined && samePlace(old, next))
    return replace(storage, index, old, next, before?.json === after?.json);
  let cost = 0;
  if (old !== undefined) {
    storage.deleteIndexRow(index.id, old.position);
    cost += writeUnits(old.size);
  }
  if (next !== undefined) {
    storage.putIndexRow(index.id, next.position, next.size, next.json);
    cost += writeUnits(next.size);
  }
  return cost;
}

function replace(storage: Storage, index: IndexSchema, old: IndexEntry, next: IndexEntry, sameItem: boolean): number {
  // An index is written only when something it keeps has changed; that is also how the service counts.
  const unchanged = index.projected === undefined ? sameItem : old.json === next.json;
  if (unchanged) return 0;
  if (old.size !== next.size || next.json !== null) storage.putIndexRow(index.id, next.position, next.size, next.json);
  return writeUnits(Math.max(old.size, next.size));
}

function samePlace(a: IndexEntry, b: IndexEntry): boolean {
  return a.position.hash.equals(b.position.hash) && a.position.range.equals(b.position.range);
}
