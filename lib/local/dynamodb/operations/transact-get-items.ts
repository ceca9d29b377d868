import getItemRequest from 'dynalite/validations/getItem.js';
import type { Item } from '../attribute-value.ts';
import { addUnits, type CapacityMode, readUnits, tableUnits, type Units } from '../capacity.ts';
import { demandTable, type EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import type { ExpressionInput } from '../expression-input.ts';
import { compileExpressions } from '../expressions.ts';
import { checkKey, checkKeyPaths } from '../item-rules.ts';
import { keyBytes } from '../key-bytes.ts';
import { placeOf } from '../place.ts';
import { checkRequest, checkValues } from '../request-check.ts';
import type { TableSchema } from '../table-schema.ts';
import { readItem } from './reads-by-key.ts';
import { demandItems, MAX_TRANSACTION_BYTES, refuseSameItem, transactionCapacity } from './transaction-items.ts';

interface Get extends Pick<ExpressionInput, 'ProjectionExpression' | 'ExpressionAttributeNames'> {
  TableName: string;
  Key: Item;
}
interface TransactGetInput {
  TransactItems: { Get?: unknown }[];
  ReturnConsumedCapacity?: CapacityMode;
}

export function transactGetItems(state: EngineState, input: unknown): unknown {
  const request = demandItems<TransactGetInput>(input);
  const gets = request.TransactItems.map(operation => prepare(state, operation));
  refuseSameItem(gets.map(placeOf));
  const read = gets.map(({ table, get, expressions }) => ({
    table,
    ...readItem(state, table, get.Key, expressions),
  }));
  if (read.reduce((sum, { size }) => sum + size, 0) > MAX_TRANSACTION_BYTES)
    throw validationError('The aggregated size of all items in the transaction exceeds 4 MB');
  return {
    Responses: read.map(({ item }) => (item ? { Item: item } : {})),
    ...transactionCapacity(unitsOf(read), request.ReturnConsumedCapacity, 'read'),
  };
}

function prepare(state: EngineState, { Get }: { Get?: unknown }) {
  if (Get === undefined) throw validationError('TransactItems can only contain Get');
  const get = checkRequest<Get>(getItemRequest.types, Get);
  checkValues(get.Key);
  const expressions = compileExpressions(get);
  const table = demandTable(state, get.TableName);
  checkKeyPaths(expressions.projection?.nestedPaths, table);
  checkKey(get.Key, table);
  return { table, get, expressions, key: keyBytes(get.Key, table) };
}

function unitsOf(read: readonly { table: TableSchema; size: number }[]): Map<TableSchema, Units> {
  const units = new Map<TableSchema, Units>();
  for (const { table, size } of read)
    units.set(table, addUnits(units.get(table) ?? tableUnits(0), tableUnits(readUnits(size, 'strong'))));
  return units;
}
