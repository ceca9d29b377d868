import type { HourCount } from '../../ports/issue-stats.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A row of equal times, and what the first begins with: milliseconds since 1970. */
export interface Series {
  /** A multiple of `interval`. */
  start: number;
  /** `HOUR_MS` or `DAY_MS`. */
  interval: number;
  length: number;
}

/** The last so many hours or days (UTC) up to now, the present one included. */
export const seriesUntil = (now: number, interval: number, length: number): Series => ({
  start: now - (now % interval) - (length - 1) * interval,
  interval,
  length,
});

/** The first and the last hour of a series. */
export const hoursOf = ({ start, interval, length }: Series): { from: number; to: number } => ({
  from: start,
  to: start + length * interval - HOUR_MS,
});

/** As Sentry has it: Unix time in seconds of each time's beginning and the events in it, oldest first. */
export const presentSeries = ({ start, interval, length }: Series, hours: readonly HourCount[]): [number, number][] => {
  const counts = Array<number>(length).fill(0);
  for (const { hour, count } of hours) {
    const place = Math.floor((hour - start) / interval);
    if (place >= 0 && place < length) counts[place] = (counts[place] ?? 0) + count;
  }
  return counts.map((count, index) => [(start + index * interval) / 1_000, count]);
};
