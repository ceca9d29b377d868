import type { Clock } from '../../ports/clock.ts';
import type { EngineState } from './engine-state.ts';
import { DynamoDbError, serializationError, unknownOperation } from './errors.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { query } from './operations/query.ts';
import { batchGetItem, getItem } from './operations/reads-by-key.ts';
import { scan } from './operations/scan.ts';
import { deleteItem, putItem, updateItem } from './operations/single-writes.ts';
import { createTable, deleteTable, describeContinuousBackups, describeTable, listTables } from './operations/tables.ts';
import { describeTimeToLive, updateTimeToLive } from './operations/time-to-live.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { updateTable } from './operations/update-table.ts';
import { type Sharing, Storage } from './storage.ts';
import { sweepExpired } from './sweep-expired.ts';
import { tableSchema } from './table-schema.ts';

/** Amazon DynamoDB in this process, on one SQLite file that no other process may have open (see `Sharing`). */
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
  /** `alone` where nothing is said. */
  sharing?: Sharing;
}

const OPERATIONS: Record<string, (state: EngineState, input: unknown) => unknown> = {
  CreateTable: createTable,
  DescribeTable: describeTable,
  DeleteTable: deleteTable,
  UpdateTable: updateTable,
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

export function openDynamoDb({ file, clock, sharing = 'alone' }: Options): DynamoDb {
  const storage = new Storage(file, sharing);
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
    const refused = refusal(error, input);
    if (refused === undefined) throw error;
    return refused;
  }
}

/** Our own errors, those that dynalite's validators throw (with `statusCode` and `body`), and what a null leads to. */
function refusal(error: unknown, input: unknown): { status: number; body: unknown } | undefined {
  if (error instanceof DynamoDbError) return { status: error.status, body: error.body };
  // The validators let nulls through in lists and maps. Looking for them only now costs the hot path nothing.
  if (error instanceof TypeError && hasNull(input)) return refusal(serializationError('Unexpected null'), input);
  const { statusCode, body } = error as { statusCode?: unknown; body?: unknown };
  return typeof statusCode === 'number' ? { status: statusCode, body } : undefined;
}

function hasNull(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.values(value).some(hasNull));
}
