import type { Item } from './attribute-value.ts';
import { isIndexed } from './item-rules.ts';
import { itemSize } from './item-size.ts';
import { type KeyBytes, keyBytes } from './key-bytes.ts';
import type { Version } from './plan-write.ts';
import { projectAttributes } from './projection.ts';
import type { IndexPosition } from './storage.ts';
import type { IndexSchema } from './table-schema.ts';

/** What an index keeps of one item. */
export interface IndexEntry {
  position: IndexPosition;
  /** `null`: everything, so that it is read from the item itself. */
  json: string | null;
  /** By the service's rules, of what is kept. */
  size: number;
}

/** `undefined` when the item lacks a key of the index: indexes are sparse. */
export function indexEntry(version: Version | undefined, key: KeyBytes, index: IndexSchema): IndexEntry | undefined {
  if (version === undefined || !isIndexed(version.item, index)) return undefined;
  const position = { ...keyBytes(version.item, index), item: key };
  if (index.projected === undefined) return { position, json: null, size: version.size };
  const projected: Item = projectAttributes(version.item, index.projected);
  return { position, json: JSON.stringify(projected), size: itemSize(projected) };
}
