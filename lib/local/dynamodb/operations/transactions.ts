import { createHash } from 'node:crypto';
import deleteItemRequest from 'dynalite/validations/deleteItem.js';
import getItemRequest from 'dynalite/validations/getItem.js';
import putItemRequest from 'dynalite/validations/putItem.js';
import updateItemRequest from 'dynalite/validations/updateItem.js';
import type { Item } from '../attribute-value.ts';
import {
  addUnits,
  type CapacityMode,
  type ConsumedCapacity,
  consumedCapacity,
  readUnits,
  tableUnits,
  type Units,
} from '../capacity.ts';
import { commitWrite } from '../commit-write.ts';
import { demandTable, type EngineState } from '../engine-state.ts';
import {
  type CancellationReason,
  DynamoDbError,
  idempotentParameterMismatch,
  serializationError,
  transactionCanceled,
  validationError,
} from '../errors.ts';
import type { ExpressionInput } from '../expression-input.ts';
import { compileExpressions } from '../expressions.ts';
import { placeOf } from '../place.ts';
import { type PlannedWrite, planWrite } from '../plan-write.ts';
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
import { readItem } from './reads-by-key.ts';

/** AWS, "Quotas": operations of one transaction, and the bytes of all its items. */
const MAX_OPERATIONS = 100;
const MAX_BYTES = 4 * 1024 * 1024;
/** A repetition with the same token does nothing for this long. */
const TOKEN_MS = 10 * 60_000;
const MAX_TOKEN_LENGTH = 36;

const ON_FAILURE = { ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] } };
const PUT = { ...putItemRequest.types, ...ON_FAILURE };
const KEYED = { ...deleteItemRequest.types, ...ON_FAILURE };
const UPDATE = { ...updateItemRequest.types, ...ON_FAILURE };

interface TransactWriteInput {
  TransactItems: Record<string, unknown>[];
  ClientRequestToken?: string;
  ReturnConsumedCapacity?: CapacityMode;
}

export function transactWriteItems(state: EngineState, input: unknown): unknown {
  const request = demandItems<TransactWriteInput>(input);
  const fingerprint = request.ClientRequestToken === undefined ? undefined : fingerprintOf(request);
  if (fingerprint !== undefined && repeated(state, request, fingerprint)) return {};
  const writes = request.TransactItems.map(operation => prepareOperation(state, operation));
  refuseSameItem(writes);
  const units = state.storage.transaction(() => {
    const planned = planAll(state, writes);
    if (fingerprint !== undefined) remember(state, request, fingerprint);
    return commitAll(state, planned);
  });
  return capacityAnswer(units, request.ReturnConsumedCapacity, 'write');
}

function prepareOperation(state: EngineState, operation: Record<string, unknown>): PreparedWrite {
  const given = Object.entries(operation).filter(([, value]) => value !== undefined && value !== null);
  if (given.length !== 1) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const [kind, input] = given[0]!; // there is exactly one
  switch (kind) {
    case 'Put':
      return preparePut(state, checkRequest<PutInput>(PUT, input));
    case 'Delete':
      return prepareDelete(state, checkRequest<KeyedInput>(KEYED, input));
    case 'Update':
      return prepareUpdate(state, checkRequest<KeyedInput>(UPDATE, input));
    case 'ConditionCheck':
      return prepareCheck(state, checkRequest<KeyedInput>(KEYED, input));
    default:
      throw serializationError(`unknown operation ${kind}`);
  }
}

function refuseSameItem(writes: readonly PreparedWrite[]): void {
  if (new Set(writes.map(placeOf)).size === writes.length) return;
  throw validationError('Transaction request cannot include multiple operations on one item');
}

/** Every operation meets its item before any is written: all conditions speak of the state before the transaction. */
function planAll(state: EngineState, writes: readonly PreparedWrite[]): PlannedWrite[] {
  const reasons: CancellationReason[] = [];
  const planned: PlannedWrite[] = [];
  let bytes = 0;
  for (const write of writes) {
    try {
      const plan = planWrite(state, write);
      bytes += Math.max(plan.before?.size ?? 0, plan.after?.size ?? 0);
      planned.push(plan);
      reasons.push({ Code: 'None' });
    } catch (error) {
      if (!(error instanceof DynamoDbError)) throw error;
      reasons.push(reasonOf(error));
    }
  }
  if (planned.length < writes.length) throw transactionCanceled(reasons);
  if (bytes > MAX_BYTES)
    throw validationError('Collection size exceeded: the items of a transaction have at most 4 MB');
  return planned;
}

function reasonOf(error: DynamoDbError): CancellationReason {
  const type = String(error.body['__type']);
  const Code = type.endsWith('ConditionalCheckFailedException') ? 'ConditionalCheckFailed' : 'ValidationError';
  const { Item } = error.body as { Item?: Item };
  return { Code, Message: error.message, ...(Item && { Item }) };
}

function commitAll(state: EngineState, planned: readonly PlannedWrite[]): Map<TableSchema, Units> {
  const units = new Map<TableSchema, Units>();
  for (const plan of planned) {
    units.set(plan.table, addUnits(units.get(plan.table) ?? tableUnits(0), commitWrite(state, plan)));
  }
  return units;
}

function fingerprintOf({ TransactItems }: TransactWriteInput): string {
  return createHash('sha256').update(JSON.stringify(TransactItems)).digest('base64');
}

function repeated(
  { storage, clock }: EngineState,
  { ClientRequestToken = '' }: TransactWriteInput,
  fingerprint: string,
): boolean {
  if (ClientRequestToken.length > MAX_TOKEN_LENGTH)
    throw validationError('clientRequestToken has at most 36 characters');
  const known = storage.remembered(ClientRequestToken, clock.now());
  if (known !== undefined && known.fingerprint !== fingerprint) throw idempotentParameterMismatch();
  return known !== undefined;
}

function remember(
  { storage, clock }: EngineState,
  { ClientRequestToken = '' }: TransactWriteInput,
  fingerprint: string,
): void {
  storage.remember(ClientRequestToken, { fingerprint, answer: '{}' }, clock.now() + TOKEN_MS);
}

interface TransactGetInput {
  TransactItems: { Get?: ExpressionInput & { TableName: string; Key: Item } }[];
  ReturnConsumedCapacity?: CapacityMode;
}

export function transactGetItems(state: EngineState, input: unknown): unknown {
  const request = demandItems<TransactGetInput>(input);
  const units = new Map<TableSchema, Units>();
  const responses = request.TransactItems.map(({ Get }) => {
    if (Get === undefined) throw validationError('TransactItems can only contain Get');
    const get = checkRequest<typeof Get>(getItemRequest.types, Get);
    const table = demandTable(state, get.TableName);
    const expressions = compileExpressions(get);
    const { item, size } = readItem(state, table, get.Key, expressions);
    units.set(table, addUnits(units.get(table) ?? tableUnits(0), tableUnits(readUnits(size, 'strong'))));
    return { item, bytes: size };
  });
  if (responses.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_BYTES)
    throw validationError('the items of a transaction have at most 4 MB');
  return {
    Responses: responses.map(({ item }) => (item ? { Item: item } : {})),
    ...capacityAnswer(units, request.ReturnConsumedCapacity, 'read'),
  };
}

function demandItems<T extends { TransactItems: unknown[] }>(input: unknown): T {
  const { TransactItems } = (input ?? {}) as { TransactItems?: unknown };
  if (!Array.isArray(TransactItems)) throw serializationError('TransactItems must be a list');
  const count = TransactItems.length;
  if (count >= 1 && count <= MAX_OPERATIONS) return input as T; // members are checked one by one
  throw validationError(
    `1 validation error detected: Value '[...]' at 'transactItems' failed to satisfy constraint: Member must have length ${count < 1 ? 'greater than or equal to 1' : 'less than or equal to 100'}`,
  );
}

function capacityAnswer(
  units: Map<TableSchema, Units>,
  mode: CapacityMode | undefined,
  kind: 'read' | 'write',
): object {
  const capacities = [...units]
    .map(([table, each]) => consumedCapacity(table, each, mode, kind))
    .filter((each): each is ConsumedCapacity => each !== undefined);
  return capacities.length > 0 ? { ConsumedCapacity: capacities } : {};
}
