import type { Item } from './attribute-value.ts';
import { commitWrite } from './commit-write.ts';
import type { EngineState } from './engine-state.ts';
import { keyBytes } from './key-bytes.ts';
import { planWrite } from './plan-write.ts';
import type { PreparedWrite } from './prepare-write.ts';
import type { TableSchema } from './table-schema.ts';

/** Items in one transaction of a sweep: others wait meanwhile. */
const SWEEP_BATCH = 500;
/** AWS, TTL: what expired more than five years ago stays. */
const OLDEST_SECONDS = 5 * 365 * 24 * 3_600;

/** Deletes items whose time is over, and forgets tokens of transactions; returns how many items. */
export function sweepExpired(state: EngineState): number {
  const now = Math.floor(state.clock.now() / 1_000);
  state.storage.transaction(() => state.storage.forgetRequests(state.clock.now()));
  let swept = 0;
  for (const table of state.tables.values()) {
    if (table.timeToLive === undefined) continue;
    for (let count = SWEEP_BATCH; count === SWEEP_BATCH; swept += count) count = sweepBatch(state, table, now);
  }
  return swept;
}

function sweepBatch(state: EngineState, table: TableSchema, now: number): number {
  return state.storage.transaction(() => {
    const expired = state.storage.expired(table.id, { after: now - OLDEST_SECONDS, until: now }, SWEEP_BATCH);
    for (const { json } of expired) {
      const item = JSON.parse(json) as Item; // written by this engine from a checked item
      commitWrite(state, planWrite(state, deletion(table, item)));
    }
    return expired.length;
  });
}

function deletion(table: TableSchema, item: Item): PreparedWrite {
  return {
    kind: 'delete',
    table,
    key: keyBytes(item, table),
    expressions: {},
    values: {},
    change: () => undefined,
    returnOnFailure: 'NONE',
  };
}
