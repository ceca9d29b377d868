import { HOUR_MS } from './living-issue.ts';

/** A project's threshold is made anew this often at most. */
export const THRESHOLD_EVERY_MS = 24 * HOUR_MS;
export const THRESHOLD_WEEK_MS = 168 * HOUR_MS;
const QUANTILE = 0.99;

/** One issue's part in its project's threshold. */
export interface WeekOfIssue {
  /** Events of the last 7 days. */
  events: number;
  /** Milliseconds since 1970. */
  firstSeen: number;
}

/**
 * Events an hour above which a new issue of the project is unusual: nearly all others come less often. 0 when there is
 * nothing to compare with, which means that nothing escalates.
 */
export const newIssueThreshold = (issues: readonly WeekOfIssue[], now: number): number => {
  const rates = issues
    .filter(({ events, firstSeen }) => events > 1 && now - firstSeen > HOUR_MS)
    .map(({ events, firstSeen }) => events / Math.min(168, (now - firstSeen) / HOUR_MS))
    .sort((a, b) => a - b);
  return quantile(rates, QUANTILE);
};

/** Between two ranks by the line between them. */
const quantile = (sorted: readonly number[], part: number): number => {
  const place = (sorted.length - 1) * part;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
};
