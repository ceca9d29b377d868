import type { Forecast } from '../protocol/issue-life.ts';
import { DAY_MS, HOUR_MS } from './living-issue.ts';

/** Days that a forecast is made of, and days that it is for. */
export const FORECAST_FROM_MS = 7 * DAY_MS;
const FORECAST_DAYS = 14;
/** Forecasts are made anew each week. */
export const FORECAST_EVERY_MS = 7 * DAY_MS;
/** Without a forecast, or with one that has expired; also of issues that never had 30 events in an hour. */
export const DEFAULT_FORECAST = 200;
const QUIET_HOUR = 30;
const HOURS_OF_A_WEEK = 168;
/** Sentry's parameters. */
const SPIKE = { base: 5, decay: -0.65, min: 2, max: 5 };
const BURST = { deviations: 5, min: 5, max: 8 };

interface HourCount {
  /** Milliseconds since 1970: the beginning of the hour. */
  hour: number;
  count: number;
}

/** What the events of the last 7 days, hours without any left out, let one expect of the next 14. */
export const forecastOf = (hours: readonly HourCount[], now: number): Forecast | undefined => {
  const from = now - (now % DAY_MS);
  const counts = hours.map(({ count }) => count);
  if (counts.length === 0) return undefined;
  const most = Math.max(...counts);
  if (most < QUIET_HOUR) return { from, values: everyDay(() => DEFAULT_FORECAST) };
  if (counts.length < HOURS_OF_A_WEEK) return { from, values: everyDay(() => 10 * most) };
  const { mean, deviation } = momentsOf(counts);
  const spike = most * clamp(SPIKE.base * Math.exp((SPIKE.decay * deviation) / mean), SPIKE.min, SPIKE.max);
  const burst = mean * clamp((mean + BURST.deviations * deviation) / mean, BURST.min, BURST.max);
  return {
    from,
    values: everyDay(day => Math.floor(Math.max(spike, weightedMean(hours, weekday(from + day * DAY_MS)) + burst))),
  };
};

/** Events an hour above which it escalates today. */
export const forecastAt = (forecast: Forecast | undefined, now: number): number =>
  forecast?.values[Math.floor((now - forecast.from) / DAY_MS)] ?? DEFAULT_FORECAST;

export const hourOf = (time: number): number => Math.floor(time / HOUR_MS) * HOUR_MS;

const everyDay = (value: (day: number) => number): number[] =>
  Array.from({ length: FORECAST_DAYS }, (_, day) => value(day));

/** Mean, and standard deviation of a sample. */
const momentsOf = (counts: readonly number[]): { mean: number; deviation: number } => {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (counts.length - 1)) };
};

/** Hours of the same day of the week weigh twice. */
const weightedMean = (hours: readonly HourCount[], day: number): number => {
  let [sum, weights] = [0, 0];
  for (const { hour, count } of hours) {
    const weight = weekday(hour) === day ? 2 : 1;
    sum += weight * count;
    weights += weight;
  }
  return sum / weights;
};

const weekday = (time: number): number => new Date(time).getUTCDay();
const clamp = (value: number, min: number, max: number): number => Math.min(Math.max(value, min), max);
