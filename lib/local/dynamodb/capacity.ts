import type { TableSchema } from './table-schema.ts';

export type CapacityMode = 'NONE' | 'TOTAL' | 'INDEXES';

/** Units of one table, and of its indexes by name. */
export interface Units {
  table: number;
  indexes: Map<string, number>;
}

export interface ConsumedCapacity {
  TableName: string;
  CapacityUnits: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
  Table?: UnitsMember;
  GlobalSecondaryIndexes?: Record<string, UnitsMember>;
  LocalSecondaryIndexes?: Record<string, UnitsMember>;
}
interface UnitsMember {
  CapacityUnits: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
}

// AWS, "Capacity unit consumption": a write unit is 1 KB; a read unit 4 KB, half of it when eventually consistent.
const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;
const EVENTUAL = 0.5;
/** A transaction prepares and commits: everything twice. */
export const TRANSACTION_FACTOR = 2;

export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
}

export function readUnits(bytes: number, consistency: 'eventual' | 'strong'): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (consistency === 'strong' ? 1 : EVENTUAL);
}

export function tableUnits(units: number): Units {
  return { table: units, indexes: new Map() };
}

export function addUnits(sum: Units, more: Units): Units {
  sum.table += more.table;
  for (const [name, units] of more.indexes) sum.indexes.set(name, (sum.indexes.get(name) ?? 0) + units);
  return sum;
}

export function consumedCapacity(
  table: TableSchema,
  units: Units,
  mode: CapacityMode | undefined,
  transaction?: 'read' | 'write',
): ConsumedCapacity | undefined {
  if (mode !== 'TOTAL' && mode !== 'INDEXES') return undefined;
  const member = (amount: number) => unitsMember(amount, transaction);
  const total = [...units.indexes.values()].reduce((sum, each) => sum + each, units.table);
  const consumed: ConsumedCapacity = { TableName: table.name, ...member(total) };
  if (mode === 'TOTAL') return consumed;
  consumed.Table = member(units.table);
  const global = byKind(table, units, 'global', member);
  const local = byKind(table, units, 'local', member);
  if (global !== undefined) consumed.GlobalSecondaryIndexes = global;
  if (local !== undefined) consumed.LocalSecondaryIndexes = local;
  return consumed;
}

function unitsMember(amount: number, transaction: 'read' | 'write' | undefined): UnitsMember {
  const units = amount * (transaction === undefined ? 1 : TRANSACTION_FACTOR);
  if (transaction === 'read') return { CapacityUnits: units, ReadCapacityUnits: units };
  if (transaction === 'write') return { CapacityUnits: units, WriteCapacityUnits: units };
  return { CapacityUnits: units };
}

function byKind(
  table: TableSchema,
  units: Units,
  kind: 'global' | 'local',
  member: (amount: number) => UnitsMember,
): Record<string, UnitsMember> | undefined {
  const names = table.indexes
    .filter(index => index.kind === kind && units.indexes.has(index.name))
    .map(({ name }) => name);
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map(name => [name, member(units.indexes.get(name) ?? 0)]));
}
