import { type CapacityMode, type ConsumedCapacity, consumedCapacity, type Units } from '../capacity.ts';
import { serializationError, validationError } from '../errors.ts';
import { checkRequest } from '../request-check.ts';
import type { TableSchema } from '../table-schema.ts';

/** AWS, "Quotas": operations of one transaction. */
const MAX_OPERATIONS = 100;
/** AWS, "Quotas": bytes of all items of one transaction. */
export const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;

const TYPES = {
  ClientRequestToken: { type: 'String', lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
  ReturnConsumedCapacity: { type: 'String', enum: ['INDEXES', 'TOTAL', 'NONE'] },
};

/** The request, whose list of operations has a length that the service takes; each is still to be checked. */
export function demandItems<T extends { TransactItems: unknown[] }>(input: unknown): T {
  const request = checkRequest<object>(TYPES, input);
  const { TransactItems } = input as { TransactItems?: unknown }; // it is an object, as has just been checked
  if (!Array.isArray(TransactItems) || !TransactItems.every(isStructure))
    throw serializationError('TransactItems must be a list of structures');
  const count = TransactItems.length;
  if (count >= 1 && count <= MAX_OPERATIONS) return { ...request, TransactItems } as unknown as T; // the operations are checked one by one
  const bound = count < 1 ? 'greater than or equal to 1' : `less than or equal to ${MAX_OPERATIONS}`;
  throw validationError(
    `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${bound}`,
  );
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function refuseSameItem(places: readonly string[]): void {
  if (new Set(places).size === places.length) return;
  throw validationError('Transaction request cannot include multiple operations on one item');
}

/** The `ConsumedCapacity` of an answer; nothing when it was not asked for. */
export function transactionCapacity(
  units: Iterable<readonly [TableSchema, Units]>,
  mode: CapacityMode | undefined,
  kind: 'read' | 'write',
): { ConsumedCapacity?: ConsumedCapacity[] } {
  const capacities = [...units].flatMap(([table, each]) => consumedCapacity(table, each, mode, kind) ?? []);
  return capacities.length > 0 ? { ConsumedCapacity: capacities } : {};
}
