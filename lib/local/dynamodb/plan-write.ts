import type { Item } from './attribute-value.ts';
import type { EngineState } from './engine-state.ts';
import { conditionFailed } from './errors.ts';
import { checkItemSize } from './item-rules.ts';
import { itemSize } from './item-size.ts';
import type { PreparedWrite } from './prepare-write.ts';
import type { StoredItem } from './storage.ts';

export interface Version extends StoredItem {
  item: Item;
}

/** A write that has met its item: its condition holds, and what comes after is known. Nothing is written yet. */
export interface PlannedWrite extends PreparedWrite {
  before: Version | undefined;
  after: Version | undefined;
}

const TOO_BIG = 'Item size has exceeded the maximum allowed size';
const UPDATED_TOO_BIG = 'Item size to update has exceeded the maximum allowed size';
const NO_ITEM: Item = {};

/** Throws a ConditionalCheckFailedException or a ValidationException. */
export function planWrite({ storage }: EngineState, write: PreparedWrite): PlannedWrite {
  const before = version(storage.getItem(write.table.id, write.key));
  const holds = write.expressions.condition?.test(before?.item ?? NO_ITEM, write.values) ?? true;
  if (!holds) throw conditionFailed(write.returnOnFailure === 'ALL_OLD' ? before?.item : undefined);
  const next = write.change(before?.item);
  if (next === undefined || next === before?.item) return { ...write, before, after: next && before };
  const size = itemSize(next);
  checkItemSize(size, write.kind === 'update' ? UPDATED_TOO_BIG : TOO_BIG);
  return { ...write, before, after: { item: next, json: JSON.stringify(next), size } };
}

function version(stored: StoredItem | undefined): Version | undefined {
  if (stored === undefined) return undefined;
  const item = JSON.parse(stored.json) as Item; // written by this engine from a checked item
  return { item, json: stored.json, size: stored.size };
}
