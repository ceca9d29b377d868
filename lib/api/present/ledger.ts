import type { LedgerRow } from '../../ports/ledger-store.ts';
import type { LedgerJson, LedgerRowJson, LedgerSumJson } from '../contract/ledger.ts';

interface Span {
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  /** Milliseconds. */
  interval: number;
}

export const presentLedger = (rows: readonly LedgerRow[], span: Span): LedgerJson => ({
  start: new Date(span.start).toISOString(),
  end: new Date(span.end).toISOString(),
  rows: byInterval(rows, span.interval),
  sums: byCategory(rows),
});

const byInterval = (rows: readonly LedgerRow[], interval: number): LedgerRowJson[] => {
  const sums = new Map<string, LedgerRowJson>();
  for (const { hour, category, outcome, reason, quantity } of rows) {
    const time = new Date(hour - (hour % interval)).toISOString();
    const key = `${time}#${category}#${outcome}#${reason}`;
    const known = sums.get(key);
    if (known) known.quantity += quantity;
    else sums.set(key, { time, category, outcome, reason, quantity });
  }
  return [...sums.values()];
};

const byCategory = (rows: readonly LedgerRow[]): LedgerSumJson[] => {
  const groups = Map.groupBy(rows, row => row.category);
  return [...groups].map(([category, group]) => {
    const outcomes: Record<string, number> = {};
    for (const { outcome, quantity } of group) outcomes[outcome] = (outcomes[outcome] ?? 0) + quantity;
    const { client_discard = 0, ...fates } = outcomes;
    const received = Object.values(fates).reduce((sum, quantity) => sum + quantity, 0);
    return { category, received, clientDiscard: client_discard, outcomes: fates };
  });
};
