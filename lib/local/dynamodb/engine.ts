import type { Clock } from '../../ports/clock.ts';
import { attributeOf } from './attribute-value.ts';
import { commitWrite } from './commit-write.ts';
import type { EngineState } from './engine-state.ts';
import { DynamoDbError, unknownOperation } from './errors.ts';
import { keyBytes } from './key-bytes.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { query } from './operations/query.ts';
import { batchGetItem, getItem } from './operations/reads-by-key.ts';
import { scan } from './operations/scan.ts';
import { deleteItem, putItem, updateItem } from './operations/single-writes.ts';
import {
  createTable,
  deleteTable,
  describeContinuousBackups,
  describeTable,
  describeTimeToLive,
  listTables,
  updateTimeToLive,
} from './operations/tables.ts';
import { transactGetItems, transactWriteItems } from './operations/transactions.ts';
import { planWrite } from './plan-write.ts';
import { Storage } from './storage.ts';
import { type TableSchema, tableSchema } from './table-schema.ts';

/** Amazon DynamoDB in this process, on one SQLite file that no other process may have open. */
export interface DynamoDb {
  /** One operation of the service's API, by its name; input and answer are its JSON. What it refuses has status 400. */
  call(operation: string, input: unknown): { status: number; body: unknown };
  /** Deletes what TTL says is over, as the service does within days; returns how many items. */
  sweepExpired(): number;
  close(): void;
}

interface Options {
  /** A path, made when it is not there, or `:memory:`. */
  file: string;
  clock: Clock;
}

const OPERATIONS: Record<string, (state: EngineState, input: unknown) => unknown> = {
  CreateTable: createTable,
  DescribeTable: describeTable,
  DeleteTable: deleteTable,
  ListTables: listTables,
  UpdateTimeToLive: updateTimeToLive,
  DescribeTimeToLive: describeTimeToLive,
  DescribeContinuousBackups: describeContinuousBackups,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  GetItem: getItem,
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  Query: query,
  Scan: scan,
  TransactWriteItems: transactWriteItems,
  TransactGetItems: transactGetItems,
};

export function openDynamoDb({ file, clock }: Options): DynamoDb {
  const storage = new Storage(file);
  const tables = new Map(storage.tables().map(row => [row.definition.TableName, tableSchema(row)]));
  const state: EngineState = { storage, clock, tables };
  return {
    call: (operation, input) => answer(state, operation, input),
    sweepExpired: () => sweepExpired(state),
    close: () => storage.close(),
  };
}

function answer(state: EngineState, operation: string, input: unknown): { status: number; body: unknown } {
  try {
    const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
    if (run === undefined) throw unknownOperation();
    return { status: 200, body: run(state, input) };
  } catch (error) {
    const refused = refusal(error);
    if (refused === undefined) throw error;
    return refused;
  }
}

/** Our own errors, and those that dynalite's validators throw: an error with `statusCode` and `body`. */
function refusal(error: unknown): { status: number; body: unknown } | undefined {
  if (error instanceof DynamoDbError) return { status: error.status, body: error.body };
  const { statusCode, body } = error as { statusCode?: unknown; body?: unknown };
  return typeof statusCode === 'number' ? { status: statusCode, body } : undefined;
}

/** Items in one transaction of a sweep. */
const SWEEP_BATCH = 500;
/** AWS, TTL: what expired more than five years ago stays. */
const OLDEST_SECONDS = 5 * 365 * 24 * 3600;

function sweepExpired(state: EngineState): number {
  const now = Math.floor(state.clock.now() / 1000);
  state.storage.transaction(() => state.storage.forgetRequests(state.clock.now()));
  let swept = 0;
  for (const table of state.tables.values()) {
    if (table.timeToLive === undefined) continue;
    for (let count = SWEEP_BATCH; count === SWEEP_BATCH; swept += count) count = sweepTable(state, table, now);
  }
  return swept;
}

function sweepTable(state: EngineState, table: TableSchema, now: number): number {
  return state.storage.transaction(() => {
    const expired = state.storage.expired(table.id, { after: now - OLDEST_SECONDS, until: now }, SWEEP_BATCH);
    for (const { json } of expired) {
      const item = JSON.parse(json); // written by this engine from a checked item
      if (attributeOf(item, table.timeToLive ?? '') === undefined) continue;
      const write = {
        kind: 'delete' as const,
        table,
        key: keyBytes(item, table),
        expressions: {},
        values: {},
        change: () => undefined,
        returnOnFailure: 'NONE' as const,
      };
      commitWrite(state, planWrite(state, write));
    }
    return expired.length;
  });
}
