/** What came in of one release on one day (UTC, by receipt) from one environment. */
export interface ReleaseDayCount {
  /** `2026-11-22` */
  day: string;
  /** `''`: they named none. */
  environment: string;
  events: number;
  /** Issues whose first event was among them. */
  newIssues: number;
}

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
}

/** Rows that one question reads: of three environments for a year, each in its shards. */
export const MAX_DAY_COUNTS = 2_500;
