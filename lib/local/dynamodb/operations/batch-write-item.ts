import batchWriteItemRequest from 'dynalite/validations/batchWriteItem.js';
import type { Item } from '../attribute-value.ts';
import {
  addUnits,
  type CapacityMode,
  type ConsumedCapacity,
  consumedCapacity,
  tableUnits,
  type Units,
} from '../capacity.ts';
import { commitWrite } from '../commit-write.ts';
import { demandTable, type EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import { placeOf } from '../place.ts';
import { planWrite } from '../plan-write.ts';
import { type PreparedWrite, prepareDelete, preparePut } from '../prepare-write.ts';
import { checkRequest } from '../request-check.ts';
import type { TableSchema } from '../table-schema.ts';

interface WriteRequest {
  PutRequest?: { Item: Item };
  DeleteRequest?: { Key: Item };
}
interface BatchWriteInput {
  RequestItems: Record<string, WriteRequest[]>;
  ReturnConsumedCapacity?: CapacityMode;
}

/** AWS, "Quotas", BatchWriteItem. */
const MAX_WRITES = 25;

export function batchWriteItem(state: EngineState, input: unknown): unknown {
  const request = checkRequest<BatchWriteInput>(batchWriteItemRequest.types, input);
  const writes = Object.entries(request.RequestItems).flatMap(([name, requests]) =>
    requests.map(each => prepare(state, name, each)),
  );
  if (writes.length > MAX_WRITES) throw validationError('Too many items requested for the BatchWriteItem call');
  refuseDuplicates(writes);
  const units = state.storage.transaction(() => commitAll(state, writes));
  const capacities = [...units]
    .map(([table, each]) => consumedCapacity(table, each, request.ReturnConsumedCapacity))
    .filter((each): each is ConsumedCapacity => each !== undefined);
  return { UnprocessedItems: {}, ...(capacities.length > 0 && { ConsumedCapacity: capacities }) };
}

function prepare(state: EngineState, name: string, { PutRequest, DeleteRequest }: WriteRequest): PreparedWrite {
  demandTable(state, name);
  if ((PutRequest === undefined) === (DeleteRequest === undefined)) {
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  if (PutRequest !== undefined) return preparePut(state, { TableName: name, Item: PutRequest.Item });
  // One of the two is there, and it is not PutRequest.
  return prepareDelete(state, { TableName: name, Key: DeleteRequest!.Key });
}

function refuseDuplicates(writes: readonly PreparedWrite[]): void {
  const places = new Set(writes.map(placeOf));
  if (places.size < writes.length) throw validationError('Provided list of item keys contains duplicates');
}

/** In one go: the service may write a part and answer with the rest, which a client must be ready for and never sees here. */
function commitAll(state: EngineState, writes: readonly PreparedWrite[]): Map<TableSchema, Units> {
  const units = new Map<TableSchema, Units>();
  for (const write of writes) {
    const cost = commitWrite(state, planWrite(state, write));
    units.set(write.table, addUnits(units.get(write.table) ?? tableUnits(0), cost));
  }
  return units;
}
