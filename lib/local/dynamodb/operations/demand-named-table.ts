import type { EngineState } from '../engine-state.ts';
import { tableNotFound, validationError } from '../errors.ts';
import type { TableSchema } from '../table-schema.ts';

/** The table that a request about the table itself names; such requests say which one they missed. */
export function demandNamedTable({ tables }: Pick<EngineState, 'tables'>, input: unknown): TableSchema {
  const { TableName } = (input ?? {}) as { TableName?: unknown };
  if (typeof TableName !== 'string')
    throw validationError("The parameter 'TableName' is required but was not present in the request");
  const table = tables.get(TableName);
  if (table === undefined) throw tableNotFound(TableName);
  return table;
}
