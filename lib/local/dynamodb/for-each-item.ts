import type { Item } from './attribute-value.ts';
import type { KeyBytes } from './key-bytes.ts';
import type { Version } from './plan-write.ts';
import type { Row, Storage } from './storage.ts';
import type { TableSchema } from './table-schema.ts';

/** Items that are read before they are visited: SQLite does not promise how a reading goes on in what it changes. */
const SLICE = 100;

/** Visits all items of a table; the visit may write. */
export function forEachItem(
  storage: Storage,
  { id }: TableSchema,
  visit: (key: KeyBytes, version: Version) => void,
): void {
  let after: KeyBytes | undefined;
  do {
    const rows = take(storage.all({ kind: 'table', tableId: id }, after), SLICE);
    for (const row of rows) visit(keyOf(row), versionOf(row));
    const last = rows.length === SLICE ? rows.at(-1) : undefined;
    after = last && keyOf(last);
  } while (after);
}

function take<T>(rows: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const row of rows) {
    taken.push(row);
    if (taken.length === count) break;
  }
  return taken;
}

function keyOf({ hash, range }: Row): KeyBytes {
  return { hash: Buffer.from(hash), range: Buffer.from(range) };
}

function versionOf({ json, size }: Row): Version {
  return { item: JSON.parse(json) as Item, json, size }; // written by this engine from a checked item
}
