import type { LedgerRow, LedgerStore } from '../ports/ledger-store.ts';
import type { DataCategory } from '../protocol/data-category.ts';
import type { OutcomeName } from '../protocol/outcome.ts';
import { totalPartition } from './keys/tally.ts';
import { queryPartition } from './query-partition.ts';
import { type Item, readText, type Table } from './table.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Reads what tallies have written: one partition a day, each hour in a few shards that are summed here. */
export const dynamoLedgerStore = (table: Table): LedgerStore => ({
  read: async (projectId, from, to) => {
    const days: number[] = [];
    for (let day = from - (from % DAY_MS); day < to; day += DAY_MS) days.push(day);
    const rows = (await Promise.all(days.map(day => readDay(table, projectId, day)))).flat();
    return sum(rows.filter(row => row.hour >= from && row.hour < to));
  },
});

const readDay = async (table: Table, projectId: string, day: number): Promise<LedgerRow[]> =>
  (await queryPartition(table, totalPartition(projectId, day))).flatMap(item => rowsOf(item, day));

/** An item holds `category#outcome#reason = quantity` for one shard of an hour, beside its keys. */
const rowsOf = (item: Item, day: number): LedgerRow[] => {
  const hour = day + Number(readText(item, 'sk').split('#')[1]) * HOUR_MS;
  return Object.entries(item).flatMap(([name, value]) => {
    const [category, outcome, ...reason] = name.split('#');
    if (outcome === undefined || value.N === undefined) return [];
    // Written by the tally store from these very unions.
    return [
      {
        hour,
        category: category as DataCategory,
        outcome: outcome as OutcomeName,
        reason: reason.join('#'),
        quantity: Number(value.N),
      },
    ];
  });
};

const sum = (rows: readonly LedgerRow[]): LedgerRow[] => {
  const sums = new Map<string, LedgerRow>();
  for (const row of rows) {
    const key = `${row.hour}#${row.category}#${row.outcome}#${row.reason}`;
    const known = sums.get(key);
    if (known) known.quantity += row.quantity;
    else sums.set(key, { ...row });
  }
  return [...sums.values()].sort(
    (a, b) => a.hour - b.hour || a.category.localeCompare(b.category) || a.outcome.localeCompare(b.outcome),
  );
};
