import * as z from 'zod';
import { moment } from './moment.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days of one request. */
const MAX_DAYS = 92;
/** Times that one answer has for each group. */
const MAX_INTERVALS = 2_300;

export const STATS_FIELDS = ['sum(quantity)', 'sum(times_seen)'] as const;
export const STATS_GROUPS = ['outcome', 'category', 'reason', 'project'] as const;
export type StatsField = (typeof STATS_FIELDS)[number];
export type StatsGroup = (typeof STATS_GROUPS)[number];

/** A number and a unit; what is counted by the hour is not known by the minute. */
const period = (units: string) =>
  z
    .string()
    .regex(new RegExp(`^[1-9]\\d{0,3}[${units}]$`), `expected a number and a unit of ${units.split('').join(', ')}`)
    .transform(text => Number(text.slice(0, -1)) * (UNIT_MS[text.slice(-1)] ?? 0));
const UNIT_MS: Readonly<Record<string, number>> = { h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS };

const words = z.array(z.string().max(200)).max(50);

/** Sentry's parameters, those that may be repeated as lists. @param now milliseconds since 1970 */
export const statsQuery = (now: number) =>
  z
    .object({
      field: z.array(z.enum(STATS_FIELDS)).min(1, 'is required: sum(quantity) or sum(times_seen)').max(2),
      groupBy: z.array(z.enum(STATS_GROUPS)).max(STATS_GROUPS.length),
      interval: period('hd').default(HOUR_MS),
      statsPeriod: period('hdw').optional(),
      start: moment.optional(),
      end: moment.optional(),
      project: words,
      category: words,
      outcome: words,
      reason: words,
    })
    .transform(({ start, end, statsPeriod, interval, ...rest }) => {
      const until = end ?? now + 1;
      const from = start ?? until - (statsPeriod ?? DAY_MS);
      const floor = (ms: number): number => ms - (ms % interval);
      return { ...rest, interval, start: floor(from), end: Math.max(until, floor(from) + 1) };
    })
    .refine(({ start, end }) => end - start <= MAX_DAYS * DAY_MS, {
      path: ['start'],
      message: `at most ${MAX_DAYS} days before end`,
    })
    .refine(({ start, end, interval }) => (end - start) / interval <= MAX_INTERVALS, {
      path: ['interval'],
      message: 'too short for so long a time',
    });
export type StatsQuery = z.output<ReturnType<typeof statsQuery>>;

export interface StatsJson {
  start: string;
  end: string;
  /** Beginnings, in time's order; the series of a group have one number for each. */
  intervals: string[];
  groups: {
    by: Partial<Record<StatsGroup, string | number>>;
    totals: Partial<Record<StatsField, number>>;
    series: Partial<Record<StatsField, number[]>>;
  }[];
}
