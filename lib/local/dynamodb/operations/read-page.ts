import { attributeOf, type Item } from '../attribute-value.ts';
import { type CapacityMode, type ConsumedCapacity, consumedCapacity, readUnits, tableUnits } from '../capacity.ts';
import type { EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import type { ExpressionInput } from '../expression-input.ts';
import type { CompiledExpressions } from '../expressions.ts';
import { checkKey, checkKeyPaths } from '../item-rules.ts';
import { keyBytes } from '../key-bytes.ts';
import { project, projectAttributes } from '../projection.ts';
import type { IndexPosition, Row, Source } from '../storage.ts';
import { type IndexSchema, type KeySchema, keyAttributes, type TableSchema } from '../table-schema.ts';

/** What Query and Scan have in common. */
export interface PageInput extends ExpressionInput {
  TableName: string;
  IndexName?: string;
  Limit?: number;
  ExclusiveStartKey?: Item;
  ConsistentRead?: boolean;
  Select?: 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES' | 'SPECIFIC_ATTRIBUTES' | 'COUNT';
  ReturnConsumedCapacity?: CapacityMode;
}

/** Where a page is read from. */
export interface PagePlace {
  table: TableSchema;
  index: IndexSchema | undefined;
  source: Source;
  /** Keys that order the rows: the index's, or the table's. */
  keys: KeySchema;
}

/** AWS, Query: a page ends at 1 MB of what was read, before the filter. */
const MAX_PAGE_BYTES = 1_048_576;

export function placeOfPage({ tables }: Pick<EngineState, 'tables'>, table: TableSchema, input: PageInput): PagePlace {
  const index = input.IndexName === undefined ? undefined : table.indexes.find(({ name }) => name === input.IndexName);
  if (input.IndexName !== undefined && index === undefined) {
    throw validationError(`The table does not have the specified index: ${input.IndexName}`);
  }
  if (index?.kind === 'global' && input.ConsistentRead === true) {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  if (index?.projected !== undefined && index.kind === 'global' && input.Select === 'ALL_ATTRIBUTES') {
    throw validationError(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  if (!tables.has(table.name)) throw validationError('unreachable: the table was demanded before');
  const source: Source = index
    ? { kind: 'index', tableId: table.id, indexId: index.id, whole: index.projected === undefined }
    : { kind: 'table', tableId: table.id };
  return { table, index, source, keys: index ?? table };
}

/** The place that ExclusiveStartKey names; checked to have all keys of table and index, and no others. */
export function startPosition({ table, index }: PagePlace, start: Item | undefined): IndexPosition | undefined {
  if (start === undefined) return undefined;
  const names = new Set([...keyAttributes(table), ...(index ? keyAttributes(index) : [])].map(({ name }) => name));
  if (Object.keys(start).length !== names.size) throw validationError('The provided starting key is invalid');
  const own = projectAttributes(
    start,
    keyAttributes(table).map(({ name }) => name),
  );
  checkKey(own, table);
  if (index)
    checkKey(
      projectAttributes(
        start,
        keyAttributes(index).map(({ name }) => name),
      ),
      index,
    );
  return { ...keyBytes(start, index ?? table), item: keyBytes(start, table) };
}

/** Reads rows up to the limit or a megabyte, filters, projects, and says where it stopped. */
export function readPage(
  place: PagePlace,
  rows: Iterable<Row>,
  input: PageInput,
  expressions: CompiledExpressions,
): unknown {
  checkKeyPaths(expressions.filter?.nestedPaths, place.table);
  checkKeyPaths(expressions.projection?.nestedPaths, place.table);
  const { items, scanned, bytes, last } = collect(rows, input, expressions);
  const lastKey = last && lastEvaluatedKey(place, last);
  const capacity = capacityOf(place, bytes, input);
  return {
    ...(input.Select !== 'COUNT' && { Items: items.map(item => shown(item, expressions)) }),
    Count: items.length,
    ScannedCount: scanned,
    ...(lastKey && { LastEvaluatedKey: lastKey }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
}

/** `last`: the last row that was looked at, when there may be more behind it. */
function collect(rows: Iterable<Row>, input: PageInput, { filter }: CompiledExpressions) {
  const items: Item[] = [];
  let scanned = 0;
  let bytes = 0;
  let last: Item | undefined;
  for (const row of rows) {
    const item = JSON.parse(row.json) as Item; // written by this engine from a checked item
    scanned++;
    bytes += row.size;
    if (filter?.test(item, input.ExpressionAttributeValues ?? {}) ?? true) items.push(item);
    if (scanned === input.Limit || bytes >= MAX_PAGE_BYTES) {
      last = item;
      break;
    }
  }
  return { items, scanned, bytes, last };
}

function lastEvaluatedKey({ table, index }: PagePlace, item: Item): Item {
  const names = [...keyAttributes(table), ...(index ? keyAttributes(index) : [])].map(({ name }) => name);
  return Object.fromEntries(
    names.flatMap(name => {
      const value = attributeOf(item, name);
      return value ? [[name, value]] : [];
    }),
  );
}

function shown(item: Item, { projection }: CompiledExpressions): Item {
  return projection ? project(item, projection.paths) : item;
}

function capacityOf({ table, index }: PagePlace, bytes: number, input: PageInput): ConsumedCapacity | undefined {
  const units = readUnits(bytes, input.ConsistentRead ? 'strong' : 'eventual');
  const spent = index ? { table: 0, indexes: new Map([[index.name, units]]) } : tableUnits(units);
  return consumedCapacity(table, spent, input.ReturnConsumedCapacity);
}
