import type { Clock } from '../../ports/clock.ts';
import { tableNotFound } from './errors.ts';
import type { Storage } from './storage.ts';
import type { TableSchema } from './table-schema.ts';

/** What every operation works on. Tables are kept in memory: nobody else changes them meanwhile (see `Sharing`). */
export interface EngineState {
  storage: Storage;
  clock: Clock;
  tables: Map<string, TableSchema>;
}

export function demandTable({ tables }: Pick<EngineState, 'tables'>, name: string): TableSchema {
  const table = tables.get(name);
  if (table === undefined) throw tableNotFound();
  return table;
}
