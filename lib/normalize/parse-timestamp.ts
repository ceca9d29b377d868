import type { Json } from '../protocol/json.ts';

/** 10000-01-01: later years are not written in four digits. Unix seconds. */
export const END_OF_TIME = 253_402_300_800;
const MICROS_PER_SECOND = 1_000_000;

/** A blank instead of the `T` is accepted only with a zone, as Sentry does. */
const DATE_TIME =
  /^ ?(\d{4})-(\d\d)-(\d\d)([Tt ])(\d\d):(\d\d):(\d\d)(\.\d{1,12})?(?: ?([Zz])| ?([+-])(\d\d):?(\d\d))?$/;

/**
 * Unix seconds of a number or an RFC 3339-like text; without a zone it is UTC. Dates alone, numbers as text and anything
 * else is undefined. Given to the microsecond. May be negative: whether a time is usable is for the caller.
 */
export const parseTimestamp = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return inRange(toMicros(value));
  return typeof value === 'string' ? parseDateTime(value) : undefined;
};

/** Seconds to the microsecond: what is finer is the noise of floating point. */
export const toMicros = (seconds: number): number => Math.round(seconds * MICROS_PER_SECOND) / MICROS_PER_SECOND;

const inRange = (seconds: number): number | undefined => (Math.abs(seconds) < END_OF_TIME ? seconds : undefined);

const parseDateTime = (text: string): number | undefined => {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, separator, hour, minute, second, fraction, utc, sign, zoneHour, zoneMinute] = match;
  if (separator === ' ' && utc === undefined && sign === undefined) return undefined;
  const midnight = dayStart(Number(year), Number(month), Number(day));
  if (midnight === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const offset = sign === undefined ? 0 : (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === '-' ? -60 : 60);
  const seconds = midnight + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset;
  return inRange(fraction === undefined ? seconds : toMicros(seconds + Number(fraction)));
};

/** Undefined for a day that no calendar has (30 February). */
const dayStart = (year: number, month: number, day: number): number | undefined => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 1000 : undefined;
};
