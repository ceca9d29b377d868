import { createHash } from 'node:crypto';
import { tableUnits, type Units } from '../capacity.ts';
import type { EngineState } from '../engine-state.ts';
import { idempotentParameterMismatch } from '../errors.ts';
import type { TableSchema } from '../table-schema.ts';

/** AWS, TransactWriteItems: a repetition with the same token does nothing for this long. */
const TOKEN_MS = 10 * 60_000;

type UnitsByTable = Map<TableSchema, Units>;

/** The client's mark on a transaction, by which its repetition is known. */
export interface TransactionToken {
  /** What a repetition costs; `undefined` when this is none. */
  spent(): UnitsByTable | undefined;
  /** Remembers the transaction; belongs into the one that writes it. */
  spend(repetition: UnitsByTable): void;
}

/** Throws an IdempotentParameterMismatchException when the token was spent on another transaction. */
export function tokenOf(
  { storage, clock, tables }: EngineState,
  { ClientRequestToken: token, TransactItems }: { ClientRequestToken?: string; TransactItems: unknown[] },
): TransactionToken | undefined {
  if (token === undefined) return undefined;
  // Before anything normalizes what it finds in there.
  const fingerprint = createHash('sha256').update(JSON.stringify(TransactItems)).digest('base64');
  return {
    spent: () => {
      const known = storage.remembered(token, clock.now());
      if (known === undefined) return undefined;
      if (known.fingerprint !== fingerprint) throw idempotentParameterMismatch();
      return fromAnswer(known.answer, tables);
    },
    spend: repetition => storage.remember(token, { fingerprint, answer: toAnswer(repetition) }, clock.now() + TOKEN_MS),
  };
}

function toAnswer(units: UnitsByTable): string {
  return JSON.stringify([...units].map(([{ name }, { table }]) => [name, table]));
}

function fromAnswer(answer: string, tables: EngineState['tables']): UnitsByTable {
  const units = JSON.parse(answer) as [table: string, units: number][]; // written by `toAnswer`
  return new Map(
    units.flatMap(([name, amount]) => {
      const table = tables.get(name);
      return table ? [[table, tableUnits(amount)] as const] : [];
    }),
  );
}
