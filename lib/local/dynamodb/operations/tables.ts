import createTableRequest from 'dynalite/validations/createTable.js';
import listTablesRequest from 'dynalite/validations/listTables.js';
import { demandTable, type EngineState } from '../engine-state.ts';
import { tableInUse, tableNotFound, validationError } from '../errors.ts';
import { checkRequest } from '../request-check.ts';
import { type IndexDefinition, type TableDefinition, type TableSchema, tableSchema } from '../table-schema.ts';

const ARN = 'arn:aws:dynamodb:local:000000000000:table/';

export function createTable(state: EngineState, input: unknown): unknown {
  const definition = checkRequest<TableDefinition>(createTableRequest.types, input, createTableRequest.custom);
  if (state.tables.has(definition.TableName)) throw tableInUse(definition.TableName);
  const row = state.storage.transaction(() => state.storage.createTable(definition));
  const table = tableSchema(row);
  state.tables.set(table.name, table);
  return { TableDescription: describe(state, table) };
}

export function describeTable(state: EngineState, input: unknown): unknown {
  return { Table: describe(state, named(state, input)) };
}

export function deleteTable(state: EngineState, input: unknown): unknown {
  const table = named(state, input);
  const description = describe(state, table);
  state.storage.transaction(() => state.storage.deleteTable(table.id));
  state.tables.delete(table.name);
  return { TableDescription: { ...description, TableStatus: 'DELETING' } };
}

/** AWS, ListTables: names of one answer. */
const MAX_NAMES = 100;

export function listTables(state: EngineState, input: unknown): unknown {
  const request = checkRequest<{ Limit?: number; ExclusiveStartTableName?: string }>(listTablesRequest.types, input);
  const names = [...state.tables.keys()].sort().filter(name => name > (request.ExclusiveStartTableName ?? ''));
  const page = names.slice(0, request.Limit ?? MAX_NAMES);
  const last = page.at(-1);
  return {
    TableNames: page,
    ...(page.length < names.length && last !== undefined && { LastEvaluatedTableName: last }),
  };
}

export function updateTimeToLive(state: EngineState, input: unknown): unknown {
  const table = named(state, input);
  const { TimeToLiveSpecification: wanted } = input as {
    TimeToLiveSpecification?: { AttributeName?: string; Enabled?: boolean };
  };
  if (typeof wanted?.AttributeName !== 'string' || typeof wanted.Enabled !== 'boolean') {
    throw validationError('TimeToLiveSpecification needs AttributeName and Enabled');
  }
  const { AttributeName, Enabled } = wanted;
  if (Enabled && table.timeToLive === AttributeName) throw validationError('TimeToLive is already enabled');
  if (!Enabled && table.timeToLive === undefined) throw validationError('TimeToLive is already disabled');
  state.storage.transaction(() => state.storage.setTimeToLive(table.id, Enabled ? AttributeName : null));
  const { timeToLive: _, ...rest } = table;
  state.tables.set(table.name, Enabled ? { ...rest, timeToLive: AttributeName } : rest);
  return { TimeToLiveSpecification: { AttributeName, Enabled } };
}

export function describeTimeToLive(state: EngineState, input: unknown): unknown {
  const { timeToLive } = named(state, input);
  return {
    TimeToLiveDescription:
      timeToLive === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive },
  };
}

/** A file on a laptop has none; asked for, it says so. */
export function describeContinuousBackups(state: EngineState, input: unknown): unknown {
  named(state, input);
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
}

function named(state: EngineState, input: unknown): TableSchema {
  const { TableName } = (input ?? {}) as { TableName?: unknown };
  if (typeof TableName !== 'string')
    throw validationError("The parameter 'TableName' is required but was not present in the request");
  if (!state.tables.has(TableName)) throw tableNotFound(TableName);
  return demandTable(state, TableName);
}

function describe({ storage }: EngineState, table: TableSchema): Record<string, unknown> {
  const { definition } = table;
  const totals = storage.totals({ tableId: table.id });
  const throughput = definition.ProvisionedThroughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
  const index = (given: IndexDefinition) => {
    const rows = storage.totals({ indexId: table.indexes.find(({ name }) => name === given.IndexName)?.id ?? -1 });
    return {
      ...given,
      IndexArn: `${ARN}${table.name}/index/${given.IndexName}`,
      IndexStatus: 'ACTIVE',
      ItemCount: rows.count,
      IndexSizeBytes: rows.bytes,
      ProvisionedThroughput: {
        ...(given.ProvisionedThroughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 }),
        NumberOfDecreasesToday: 0,
      },
    };
  };
  return {
    TableName: table.name,
    TableArn: `${ARN}${table.name}`,
    TableStatus: 'ACTIVE',
    AttributeDefinitions: definition.AttributeDefinitions,
    KeySchema: definition.KeySchema,
    ItemCount: totals.count,
    TableSizeBytes: totals.bytes,
    ProvisionedThroughput: { ...throughput, NumberOfDecreasesToday: 0 },
    ...(definition.BillingMode === 'PAY_PER_REQUEST' && { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }),
    ...(definition.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: definition.GlobalSecondaryIndexes.map(index) }),
    ...(definition.LocalSecondaryIndexes && { LocalSecondaryIndexes: definition.LocalSecondaryIndexes.map(index) }),
  };
}
