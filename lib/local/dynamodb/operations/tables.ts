import createTableRequest from 'dynalite/validations/createTable.js';
import listTablesRequest from 'dynalite/validations/listTables.js';
import type { EngineState } from '../engine-state.ts';
import { tableInUse } from '../errors.ts';
import { checkRequest } from '../request-check.ts';
import { tableDescription } from '../table-description.ts';
import { type TableDefinition, tableSchema } from '../table-schema.ts';
import { demandNamedTable } from './demand-named-table.ts';

export function createTable(state: EngineState, input: unknown): unknown {
  const definition = checkRequest<TableDefinition>(createTableRequest.types, input, createTableRequest.custom);
  if (state.tables.has(definition.TableName)) throw tableInUse(definition.TableName);
  const table = tableSchema(state.storage.transaction(() => state.storage.createTable(definition)));
  state.tables.set(table.name, table);
  return { TableDescription: tableDescription(state.storage, table) };
}

export function describeTable(state: EngineState, input: unknown): unknown {
  return { Table: tableDescription(state.storage, demandNamedTable(state, input)) };
}

export function deleteTable(state: EngineState, input: unknown): unknown {
  const table = demandNamedTable(state, input);
  const description = tableDescription(state.storage, table);
  state.storage.transaction(() => state.storage.deleteTable(table.id));
  state.tables.delete(table.name);
  return { TableDescription: { ...description, TableStatus: 'DELETING' } };
}

/** AWS, ListTables: names of one answer. */
const MAX_NAMES = 100;

export function listTables({ tables }: EngineState, input: unknown): unknown {
  const request = checkRequest<{ Limit?: number; ExclusiveStartTableName?: string }>(listTablesRequest.types, input);
  const names = [...tables.keys()].sort().filter(name => name > (request.ExclusiveStartTableName ?? ''));
  const page = names.slice(0, request.Limit ?? MAX_NAMES);
  const last = page.length < names.length ? page.at(-1) : undefined;
  return { TableNames: page, ...(last !== undefined && { LastEvaluatedTableName: last }) };
}

/** A file on a laptop has none; asked for, it says so. */
export function describeContinuousBackups(state: EngineState, input: unknown): unknown {
  demandNamedTable(state, input);
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
}
