import type { LedgerRow } from '../../ports/ledger-store.ts';
import type { ReleaseDayCount } from '../../ports/release-counts.ts';
import type { AdoptionJson, MapsJson } from '../contract/adoption.ts';
import { presentMaps } from './maps.ts';
import type { ReleaseInProject } from './release.ts';
import { isoTime } from './time.ts';

const DAY_LENGTH = '2026-11-22'.length;

interface Counted {
  counts: readonly ReleaseDayCount[];
  complete: boolean;
  /** Of the whole project, on the same days. */
  ledger: readonly LedgerRow[];
}

export const presentAdoption = (
  { release, project }: ReleaseInProject,
  { counts, complete, ledger }: Counted,
): AdoptionJson => {
  const all = eventsByDay(ledger);
  return {
    version: release.version,
    project: project.slug,
    firstEvent: release.firstEvent === undefined ? null : isoTime(release.firstEvent),
    lastEvent: release.lastEvent === undefined ? null : isoTime(release.lastEvent),
    ...sumOf(counts),
    environments: [...Map.groupBy(counts, ({ environment }) => environment)]
      .map(([environment, some]) => ({ environment: environment === '' ? null : environment, ...sumOf(some) }))
      .sort((one, other) => other.events - one.events),
    days: [...Map.groupBy(counts, ({ day }) => day)].map(([date, some]) => {
      const sum = sumOf(some);
      const total = all.get(date) ?? 0;
      return { date, ...sum, share: total > 0 ? Math.min(1, sum.events / total) : null };
    }),
    complete,
  };
};

const sumOf = (counts: readonly ReleaseDayCount[]): { events: number; newGroups: number; maps: MapsJson | null } => ({
  events: counts.reduce((sum, { events }) => sum + events, 0),
  newGroups: counts.reduce((sum, { newIssues }) => sum + newIssues, 0),
  maps: presentMaps(counts),
});

/** Events that were counted in issues, as releases' are, by day of receipt. */
const eventsByDay = (ledger: readonly LedgerRow[]): Map<string, number> => {
  const days = new Map<string, number>();
  for (const { hour, outcome, quantity, category } of ledger) {
    if (!EVENTS.has(category) || !COUNTED.has(outcome)) continue;
    const day = new Date(hour).toISOString().slice(0, DAY_LENGTH);
    days.set(day, (days.get(day) ?? 0) + quantity);
  }
  return days;
};

/** What becomes part of an issue. */
const EVENTS: ReadonlySet<string> = new Set(['error', 'default', 'security']);
const COUNTED: ReadonlySet<string> = new Set(['stored', 'counted_only']);
