import type { LedgerRow } from '../../ports/ledger-store.ts';
import type { OutcomeName } from '../../protocol/outcome.ts';
import type { StatsGroup, StatsJson, StatsQuery } from '../contract/stats.ts';

/** What became of a project's items, in Sentry's words. */
export interface ProjectRow {
  projectId: string;
  hour: number;
  category: string;
  outcome: string;
  reason: string;
  quantity: number;
}

/** Sentry knows no fates after the queue: what is there was accepted, what was not counted anew was refused. */
const SENTRY_OUTCOMES: Readonly<Partial<Record<OutcomeName, { outcome: string; reason?: string }>>> = {
  stored: { outcome: 'accepted' },
  counted_only: { outcome: 'accepted' },
  duplicate: { outcome: 'invalid', reason: 'duplicate' },
  dead_lettered: { outcome: 'invalid', reason: 'dead_lettered' },
};
/** Sentry's word for an outcome that needs no reason. */
const NO_REASON = 'none';

export const toProjectRow = (
  projectId: string,
  { hour, category, outcome, reason, quantity }: LedgerRow,
): ProjectRow => {
  const said = SENTRY_OUTCOMES[outcome] ?? { outcome };
  return { projectId, hour, category, quantity, outcome: said.outcome, reason: said.reason ?? (reason || NO_REASON) };
};

export const presentStats = (rows: readonly ProjectRow[], query: StatsQuery): StatsJson => {
  const { start, end, interval } = query;
  const intervals: string[] = [];
  for (let time = start; time < end; time += interval) intervals.push(new Date(time).toISOString());
  const groups = Map.groupBy(rows, row => JSON.stringify(query.groupBy.map(name => FIELDS[name](row))));
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    intervals,
    groups: [...groups.values()].map(group => presentGroup(group, query, intervals.length)),
  };
};

const FIELDS = {
  outcome: row => row.outcome,
  category: row => row.category,
  reason: row => row.reason,
  project: row => Number(row.projectId),
} satisfies Record<StatsGroup, (row: ProjectRow) => string | number>;

const presentGroup = (
  group: readonly ProjectRow[],
  { field, groupBy, start, interval }: StatsQuery,
  length: number,
): StatsJson['groups'][number] => {
  const series = Array<number>(length).fill(0);
  for (const { hour, quantity } of group) {
    // An hour that began before the first interval belongs to it.
    const place = Math.max(0, Math.floor((hour - start) / interval));
    series[place] = (series[place] ?? 0) + quantity;
  }
  const total = series.reduce((sum, quantity) => sum + quantity, 0);
  const [first] = group;
  return {
    by: first ? Object.fromEntries(groupBy.map(name => [name, FIELDS[name](first)])) : {},
    totals: Object.fromEntries(field.map(name => [name, total])),
    series: Object.fromEntries(field.map(name => [name, series])),
  };
};
