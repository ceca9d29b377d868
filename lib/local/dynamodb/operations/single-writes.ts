import deleteItemRequest from 'dynalite/validations/deleteItem.js';
import putItemRequest from 'dynalite/validations/putItem.js';
import updateItemRequest from 'dynalite/validations/updateItem.js';
import type { Item } from '../attribute-value.ts';
import { type CapacityMode, consumedCapacity, type Units } from '../capacity.ts';
import { commitWrite } from '../commit-write.ts';
import type { EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import { type PlannedWrite, planWrite } from '../plan-write.ts';
import {
  type KeyedInput,
  type PreparedWrite,
  type PutInput,
  prepareDelete,
  preparePut,
  prepareUpdate,
} from '../prepare-write.ts';
import { project } from '../projection.ts';
import { checkRequest } from '../request-check.ts';

type ReturnValues = 'NONE' | 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW';
interface Returns {
  ReturnValues?: ReturnValues;
  ReturnConsumedCapacity?: CapacityMode;
}

const ON_FAILURE = { ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] } };
const PUT = { ...putItemRequest.types, ...ON_FAILURE };
const DELETE = { ...deleteItemRequest.types, ...ON_FAILURE };
const UPDATE = { ...updateItemRequest.types, ...ON_FAILURE };

export function putItem(state: EngineState, input: unknown): unknown {
  const request = checkRequest<PutInput & Returns>(PUT, input);
  demandOldOrNone(request);
  return write(state, preparePut(state, request), request);
}

export function deleteItem(state: EngineState, input: unknown): unknown {
  const request = checkRequest<KeyedInput & Returns>(DELETE, input);
  demandOldOrNone(request);
  return write(state, prepareDelete(state, request), request);
}

export function updateItem(state: EngineState, input: unknown): unknown {
  const request = checkRequest<KeyedInput & Returns>(UPDATE, input);
  return write(state, prepareUpdate(state, request), request);
}

function write(state: EngineState, prepared: PreparedWrite, request: Returns): unknown {
  const [planned, units] = state.storage.transaction((): [PlannedWrite, Units] => {
    const plan = planWrite(state, prepared);
    return [plan, commitWrite(state, plan)];
  });
  const attributes = returnedAttributes(planned, request.ReturnValues);
  const capacity = consumedCapacity(planned.table, units, request.ReturnConsumedCapacity);
  return { ...(attributes && { Attributes: attributes }), ...(capacity && { ConsumedCapacity: capacity }) };
}

function returnedAttributes(
  { before, after, expressions }: PlannedWrite,
  wanted: ReturnValues = 'NONE',
): Item | undefined {
  const paths = expressions.update?.paths ?? [];
  switch (wanted) {
    case 'NONE':
      return undefined;
    case 'ALL_OLD':
      return before?.item;
    case 'ALL_NEW':
      return after?.item;
    case 'UPDATED_OLD':
      return before && notEmpty(project(before.item, paths));
    case 'UPDATED_NEW':
      return after && notEmpty(project(after.item, paths));
  }
}

function notEmpty(item: Item): Item | undefined {
  return Object.keys(item).length === 0 ? undefined : item;
}

function demandOldOrNone({ ReturnValues }: Returns): void {
  if (ReturnValues === undefined || ReturnValues === 'ALL_OLD' || ReturnValues === 'NONE') return;
  throw validationError('ReturnValues can only be ALL_OLD or NONE');
}
