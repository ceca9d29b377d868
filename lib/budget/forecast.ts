import type { Budget, Checkpoint } from '../protocol/budget.ts';
import { monthEnd, monthStart } from './month.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far back “now” reaches: long enough that one batch is not taken for a trend. */
const RECENT_MS = HOUR_MS;
/** A storm is expected to last this long; after it the month goes on as is usual. */
const STORM_MS = DAY_MS;
/** Days that say what is usual: the middle one of them counts, so that one storm is not. */
const USUAL_DAYS = 7;
/** Less time than this says nothing about a rate, or about a day. */
const MIN_SPAN_MS = 10 * 60_000;
const MIN_DAY_MS = 6 * HOUR_MS;

/** What one month's spending looks like; micro-dollars, milliseconds since 1970. */
export interface Spending extends Pick<Budget, 'checkpoints' | 'days'> {
  now: number;
  spent: number;
}

/**
 * Micro-dollars at the month's end: what is spent, one more day like the last hour, and then days like the last week's
 * usual ones. A steady overload is seen whole by it, and a storm is not taken for the rest of the month.
 */
export const forecastOf = (spending: Spending): number => {
  const { now, spent } = spending;
  const left = Math.max(0, monthEnd(now) - now);
  const recent = recentRate(spending);
  const usual = usualRate(spending) ?? recent;
  const storm = Math.min(left, STORM_MS);
  return spent + recent * storm + usual * (left - storm);
};

/** Micro-dollars a millisecond in the last hour, or since the earliest moment that is known and says something. */
const recentRate = ({ now, spent, checkpoints, days = [] }: Spending): number => {
  const known = checkpoints.findLast(([at]) => at <= now - RECENT_MS) ?? checkpoints[0] ?? days.at(-1);
  const [at, before] = known && now - known[0] >= MIN_SPAN_MS ? known : [monthStart(now), 0];
  return Math.max(0, spent - before) / Math.max(MIN_SPAN_MS, now - at);
};

/** Of the middle one of the last days; `undefined` on the first day of a month. */
const usualRate = ({ now, days = [] }: Spending): number | undefined => {
  const points: Checkpoint[] = [[monthStart(now), 0], ...days];
  const rates = points
    .slice(1)
    .flatMap(([at, spent], place) => rateBetween(points[place]!, [at, spent])) // the one before it
    .slice(-USUAL_DAYS)
    .sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 2)];
};

const rateBetween = ([from, before]: Checkpoint, [to, after]: Checkpoint): number[] =>
  to - from < MIN_DAY_MS ? [] : [Math.max(0, after - before) / (to - from)];
