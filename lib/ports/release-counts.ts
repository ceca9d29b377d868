import type { UserCount } from './issue-stats.ts';

/** What came in of one release on one day (UTC, by receipt) from one environment. */
export interface ReleaseDayCount {
  /** `2026-11-22` */
  day: string;
  /** `''`: they named none. */
  environment: string;
  events: number;
  /** Issues whose first event was among them. */
  newIssues: number;
  /** Absent: no frame of theirs is one that a map is for. */
  maps?: MapCounts;
}

/**
 * How the frames of events were mapped when they came; of mapping them again nothing is counted. Only events with frames
 * that are the application's own and may have a map are among them.
 */
export interface MapCounts {
  /** Events of which all such frames were mapped, some of them, or none. */
  mapped: number;
  partly: number;
  unmapped: number;
  /** Events that were not mapped wholly, by the word of `data.symbolication` of the frame nearest to the throw. */
  reasons: Readonly<Record<string, number>>;
}

export const sumMapCounts = (all: readonly (MapCounts | undefined)[]): MapCounts | undefined => {
  const some = all.flatMap(maps => maps ?? []);
  if (some.length === 0) return undefined;
  const sum = (read: (maps: MapCounts) => number): number => some.reduce((before, maps) => before + read(maps), 0);
  const words = new Set(some.flatMap(({ reasons }) => Object.keys(reasons)));
  return {
    mapped: sum(({ mapped }) => mapped),
    partly: sum(({ partly }) => partly),
    unmapped: sum(({ unmapped }) => unmapped),
    reasons: Object.fromEntries([...words].map(word => [word, sum(({ reasons }) => reasons[word] ?? 0)])),
  };
};

/** What the digest has counted of releases, in the transactions that count events: exact. Kept for a year. */
export interface ReleaseCounts {
  /**
   * By day, of one day the environment with most events first; without a first day all that is kept.
   * `complete: false`: there are more than `MAX_DAY_COUNTS` rows, and the oldest of them are told.
   */
  daily(
    projectId: string,
    version: string,
    options?: { from?: string },
  ): Promise<{ counts: ReleaseDayCount[]; complete: boolean }>;
  /** Who was affected by events of releases, by version; of each that is asked for. */
  users(projectId: string, versions: readonly string[]): Promise<Map<string, UserCount>>;
}

/** Rows that one question reads: of three environments for a year, each in its shards. */
export const MAX_DAY_COUNTS = 2_500;
