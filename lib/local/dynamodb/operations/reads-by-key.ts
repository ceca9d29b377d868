import batchGetItemRequest from 'dynalite/validations/batchGetItem.js';
import getItemRequest from 'dynalite/validations/getItem.js';
import type { Item } from '../attribute-value.ts';
import {
  addUnits,
  type CapacityMode,
  type ConsumedCapacity,
  consumedCapacity,
  readUnits,
  tableUnits,
} from '../capacity.ts';
import { demandTable, type EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import type { ExpressionInput } from '../expression-input.ts';
import { type CompiledExpressions, compileExpressions } from '../expressions.ts';
import { checkKey, checkKeyPaths } from '../item-rules.ts';
import { keyBytes } from '../key-bytes.ts';
import { project } from '../projection.ts';
import { checkRequest, checkValues } from '../request-check.ts';
import type { TableSchema } from '../table-schema.ts';

interface GetInput extends Pick<ExpressionInput, 'ProjectionExpression' | 'ExpressionAttributeNames'> {
  TableName: string;
  Key: Item;
  ConsistentRead?: boolean;
  ReturnConsumedCapacity?: CapacityMode;
}

export function getItem(state: EngineState, input: unknown): unknown {
  const request = checkRequest<GetInput>(getItemRequest.types, input);
  checkValues(request.Key);
  const expressions = compileExpressions(request);
  const table = demandTable(state, request.TableName);
  checkKeyPaths(expressions.projection?.nestedPaths, table);
  const { item, size } = readItem(state, table, request.Key, expressions);
  const units = tableUnits(readUnits(size, request.ConsistentRead ? 'strong' : 'eventual'));
  const capacity = consumedCapacity(table, units, request.ReturnConsumedCapacity);
  return { ...(item && { Item: item }), ...(capacity && { ConsumedCapacity: capacity }) };
}

/** An item by its key, projected; `size` is that of the whole. */
export function readItem(
  state: EngineState,
  table: TableSchema,
  key: Item,
  { projection }: CompiledExpressions,
): { item: Item | undefined; size: number } {
  checkKey(key, table);
  const stored = state.storage.getItem(table.id, keyBytes(key, table));
  if (stored === undefined) return { item: undefined, size: 0 };
  const item = JSON.parse(stored.json) as Item; // written by this engine from a checked item
  return { item: projection ? project(item, projection.paths) : item, size: stored.size };
}

/** AWS, "Quotas", BatchGetItem: items of one request, bytes of one answer. */
const MAX_KEYS = 100;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

interface TableKeys extends Pick<ExpressionInput, 'ProjectionExpression' | 'ExpressionAttributeNames'> {
  Keys: Item[];
  ConsistentRead?: boolean;
}
interface BatchGetInput {
  RequestItems: Record<string, TableKeys>;
  ReturnConsumedCapacity?: CapacityMode;
}

export function batchGetItem(state: EngineState, input: unknown): unknown {
  const request = checkRequest<BatchGetInput>(batchGetItemRequest.types, input);
  const wanted = Object.entries(request.RequestItems).map(([name, keys]) => wantedOf(state, name, keys));
  if (wanted.reduce((sum, { keys }) => sum + keys.Keys.length, 0) > MAX_KEYS) {
    throw validationError('Too many items requested for the BatchGetItem call');
  }
  const budget = { bytes: MAX_ANSWER_BYTES };
  const read = wanted.map(each => ({ ...each, ...readKeys(state, each, budget) }));
  const capacities = read
    .map(({ table, units }) => consumedCapacity(table, units, request.ReturnConsumedCapacity))
    .filter((each): each is ConsumedCapacity => each !== undefined);
  return {
    Responses: Object.fromEntries(read.map(({ table, items }) => [table.name, items])),
    UnprocessedKeys: Object.fromEntries(
      read.filter(({ left }) => left.length > 0).map(({ table, keys, left }) => [table.name, { ...keys, Keys: left }]),
    ),
    ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
  };
}

interface Wanted {
  table: TableSchema;
  keys: TableKeys;
  expressions: CompiledExpressions;
}

function wantedOf(state: EngineState, name: string, keys: TableKeys): Wanted {
  for (const key of keys.Keys) checkValues(key);
  const expressions = compileExpressions({ ...keys });
  const table = demandTable(state, name);
  checkKeyPaths(expressions.projection?.nestedPaths, table);
  refuseDuplicates(keys.Keys, table);
  return { table, keys, expressions };
}

function refuseDuplicates(keys: readonly Item[], table: TableSchema): void {
  const seen = new Set<string>();
  for (const key of keys) {
    checkKey(key, table);
    const { hash, range } = keyBytes(key, table);
    seen.add(`${hash.toString('base64')}/${range.toString('base64')}`);
  }
  if (seen.size < keys.length) throw validationError('Provided list of item keys contains duplicates');
}

function readKeys(state: EngineState, { table, keys, expressions }: Wanted, budget: { bytes: number }) {
  const items: Item[] = [];
  const left: Item[] = [];
  const units = tableUnits(0);
  for (const key of keys.Keys) {
    const { item, size } = readItem(state, table, key, expressions);
    if (size > budget.bytes) {
      left.push(key);
      // Once the answer is full, it stays so: what comes later is for the next request too.
      budget.bytes = 0;
      continue;
    }
    budget.bytes -= size;
    addUnits(units, tableUnits(readUnits(size, keys.ConsistentRead ? 'strong' : 'eventual')));
    if (item !== undefined) items.push(item);
  }
  return { items, left, units };
}
