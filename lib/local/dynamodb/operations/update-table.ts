import createTableRequest from 'dynalite/validations/createTable.js';
import updateTableRequest from 'dynalite/validations/updateTable.js';
import type { EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import { forEachItem } from '../for-each-item.ts';
import { indexEntry } from '../index-entry.ts';
import { checkRequest } from '../request-check.ts';
import { tableDescription } from '../table-description.ts';
import { type IndexDefinition, type TableDefinition, type TableSchema, tableSchema } from '../table-schema.ts';
import { demandNamedTable } from './demand-named-table.ts';

interface IndexUpdate {
  Create?: IndexDefinition;
  Delete?: { IndexName: string };
}
interface UpdateTableInput extends Partial<TableDefinition> {
  GlobalSecondaryIndexUpdates?: IndexUpdate[];
}

// What dynalite does not know yet: definitions that come with a new index, and indexes without throughput of their own.
const CREATE = createTableRequest.types.GlobalSecondaryIndexes as { children: { children: object } }; // dynalite's own
const { notNull: _, ...DEFINITIONS } = createTableRequest.types.AttributeDefinitions as { notNull: true }; // the same
const TYPES = {
  ...updateTableRequest.types,
  AttributeDefinitions: DEFINITIONS,
  GlobalSecondaryIndexUpdates: {
    type: 'List',
    children: {
      type: 'ValueStruct<GlobalSecondaryIndexUpdate>',
      children: {
        Create: { type: 'FieldStruct<CreateGlobalSecondaryIndexAction>', children: CREATE.children.children },
        Delete: {
          type: 'FieldStruct<DeleteGlobalSecondaryIndexAction>',
          children: { IndexName: { type: 'String', notNull: true } },
        },
      },
    },
  },
};

/** Makes or drops global indexes and changes the billing; an index is filled before the answer is given. */
export function updateTable(state: EngineState, input: unknown): unknown {
  const request = checkRequest<UpdateTableInput>(TYPES, input, updateTableRequest.custom);
  const before = demandNamedTable(state, input);
  const definition = updatedDefinition(before.definition, request);
  checkDefinition(definition);
  const table = state.storage.transaction(() => change(state, before, definition));
  state.tables.set(table.name, table);
  return { TableDescription: { ...tableDescription(state.storage, table), TableStatus: 'UPDATING' } };
}

function updatedDefinition(before: TableDefinition, request: UpdateTableInput): TableDefinition {
  const { BillingMode, ProvisionedThroughput, GlobalSecondaryIndexUpdates = [] } = request;
  const indexes = GlobalSecondaryIndexUpdates.reduce(updatedIndexes, before.GlobalSecondaryIndexes ?? []);
  const { GlobalSecondaryIndexes: _, ...rest } = before;
  const definition: TableDefinition = {
    ...rest,
    ...(BillingMode && { BillingMode }),
    ...(ProvisionedThroughput && { ProvisionedThroughput }),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
  };
  return { ...definition, AttributeDefinitions: usedAttributes(definition, request.AttributeDefinitions ?? []) };
}

function updatedIndexes(indexes: IndexDefinition[], { Create, Delete }: IndexUpdate): IndexDefinition[] {
  const name = Create?.IndexName ?? Delete?.IndexName;
  const known = indexes.some(({ IndexName }) => IndexName === name);
  if (Create && known) throw validationError(`Attempting to create an index which already exists: ${Create.IndexName}`);
  if (Create) return [...indexes, Create];
  if (!known) throw validationError(`Attempting to update an index which does not exist: ${name}`);
  return indexes.filter(({ IndexName }) => IndexName !== name);
}

/** Those that a key still speaks of: the service drops the others by itself. */
function usedAttributes(
  definition: TableDefinition,
  added: TableDefinition['AttributeDefinitions'],
): TableDefinition['AttributeDefinitions'] {
  const { KeySchema, GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = definition;
  const schemas = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].flatMap(index => index.KeySchema);
  const used = new Set([...KeySchema, ...schemas].map(({ AttributeName }) => AttributeName));
  const all = new Map([...added, ...definition.AttributeDefinitions].map(each => [each.AttributeName, each]));
  return [...all.values()].filter(({ AttributeName }) => used.has(AttributeName));
}

/** What comes out must be a table that could have been made so. */
function checkDefinition(definition: TableDefinition): void {
  checkRequest(createTableRequest.types, definition, createTableRequest.custom);
}

function change({ storage }: EngineState, before: TableSchema, definition: TableDefinition): TableSchema {
  storage.redefineTable(before.id, definition);
  const names = new Set(definition.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  const gone = before.indexes.filter(({ kind, name }) => kind === 'global' && !names.has(name));
  for (const { id } of gone) storage.deleteIndex(id);
  const made = [...names].filter(name => before.indexes.every(index => index.name !== name));
  for (const name of made) storage.createIndex(before.id, name);
  const table = tableSchema({
    id: before.id,
    definition,
    indexIds: storage.indexIds(before.id),
    ...(before.timeToLive !== undefined && { timeToLive: before.timeToLive }),
  });
  fill(storage, table, made);
  return table;
}

function fill(storage: EngineState['storage'], table: TableSchema, made: readonly string[]): void {
  const indexes = table.indexes.filter(({ name }) => made.includes(name));
  if (indexes.length === 0) return;
  forEachItem(storage, table, (key, version) => {
    for (const index of indexes) {
      const entry = indexEntry(version, key, index);
      if (entry) storage.putIndexRow(index.id, entry.position, entry.size, entry.json);
    }
  });
}
