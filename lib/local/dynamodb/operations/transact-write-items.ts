import deleteItemRequest from 'dynalite/validations/deleteItem.js';
import putItemRequest from 'dynalite/validations/putItem.js';
import updateItemRequest from 'dynalite/validations/updateItem.js';
import { addUnits, type CapacityMode, readUnits, tableUnits, type Units } from '../capacity.ts';
import { commitWrite } from '../commit-write.ts';
import type { EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import { placeOf } from '../place.ts';
import type { PlannedWrite } from '../plan-write.ts';
import {
  type KeyedInput,
  type PreparedWrite,
  type PutInput,
  prepareCheck,
  prepareDelete,
  preparePut,
  prepareUpdate,
} from '../prepare-write.ts';
import { checkRequest } from '../request-check.ts';
import type { TableSchema } from '../table-schema.ts';
import { planTransaction } from './plan-transaction.ts';
import { demandItems, refuseSameItem, transactionCapacity } from './transaction-items.ts';
import { tokenOf } from './transaction-token.ts';

const ON_FAILURE = { ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] } };
const PUT = { ...putItemRequest.types, ...ON_FAILURE };
const DELETE = { ...deleteItemRequest.types, ...ON_FAILURE };
const CHECK = { ...DELETE, ConditionExpression: { type: 'String', notNull: true } };
const UPDATE = { ...updateItemRequest.types, ...ON_FAILURE, UpdateExpression: { type: 'String', notNull: true } };

interface TransactWriteInput {
  TransactItems: Record<string, unknown>[];
  ClientRequestToken?: string;
  ReturnConsumedCapacity?: CapacityMode;
}

export function transactWriteItems(state: EngineState, input: unknown): unknown {
  const request = demandItems<TransactWriteInput>(input);
  const token = tokenOf(state, request);
  const spent = token?.spent();
  if (spent) return transactionCapacity(spent, request.ReturnConsumedCapacity, 'read');
  const writes = request.TransactItems.map(operation => prepare(state, operation));
  refuseSameItem(writes.map(placeOf));
  const units = state.storage.transaction(() => {
    const planned = planTransaction(state, writes);
    token?.spend(repetitionUnits(planned));
    return commitAll(state, planned);
  });
  return transactionCapacity(units, request.ReturnConsumedCapacity, 'write');
}

function prepare(state: EngineState, operation: Record<string, unknown>): PreparedWrite {
  const [given, ...others] = Object.entries(operation).filter(([, value]) => value !== undefined && value !== null);
  if (given === undefined || others.length > 0)
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  const [kind, input] = given;
  switch (kind) {
    case 'Put':
      return preparePut(state, checkRequest<PutInput>(PUT, input));
    case 'Delete':
      return prepareDelete(state, checkRequest<KeyedInput>(DELETE, input));
    case 'Update':
      return prepareUpdate(state, checkRequest<KeyedInput>(UPDATE, input));
    case 'ConditionCheck':
      return prepareCheck(state, checkRequest<KeyedInput>(CHECK, input));
    default:
      throw validationError(`TransactItems can not contain ${kind}`);
  }
}

function commitAll(state: EngineState, planned: readonly PlannedWrite[]): Map<TableSchema, Units> {
  const units = new Map<TableSchema, Units>();
  for (const plan of planned)
    units.set(plan.table, addUnits(units.get(plan.table) ?? tableUnits(0), commitWrite(state, plan)));
  return units;
}

/** A repetition with the same token costs as much as reading the items. */
function repetitionUnits(planned: readonly PlannedWrite[]): Map<TableSchema, Units> {
  const units = new Map<TableSchema, Units>();
  for (const { table, after } of planned)
    units.set(table, addUnits(units.get(table) ?? tableUnits(0), tableUnits(readUnits(after?.size ?? 0, 'strong'))));
  return units;
}
