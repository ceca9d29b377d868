/** Whether a number is one of those that were asked for. */
export type Comparison = (value: number) => boolean;

const OPERATORS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
};

const NUMBER = /^(>=|<=|>|<|)(\d{1,15})$/;
const AGO = /^([+-])(\d{1,5})([mhdw])$/;
const MOMENT = /^(>=|<=|>|<|)(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

const UNIT_MS: Readonly<Record<string, number>> = { m: 6e4, h: 3.6e6, d: 8.64e7, w: 6.048e8 };
const DAY_MS = 8.64e7;
/** As in Sentry, a moment without a sign means about then. */
const ABOUT_MS = 5 * 6e4;

/** `100`, `>100`, `<=5`; `undefined` when it is no such thing. */
export const readNumberComparison = (text: string): Comparison | undefined => {
  const [, operator = '', bound] = NUMBER.exec(text) ?? [];
  if (bound === undefined) return undefined;
  const holds = OPERATORS[operator];
  return value => (holds ? holds(value, Number(bound)) : value === Number(bound));
};

/**
 * `-24h`: within the last 24 hours; `+7d`: longer ago than 7 days; `>2026-11-22` and `<2026-11-22T09:00:00`: after and
 * before (UTC where no zone is named); `2026-11-22`: that day; a moment without a sign: within five minutes of it.
 * Compares milliseconds since 1970.
 */
export const readTimeComparison = (text: string, now: number): Comparison | undefined => {
  const [, sign, amount, unit = ''] = AGO.exec(text) ?? [];
  if (sign !== undefined) {
    const then = now - Number(amount) * (UNIT_MS[unit] ?? 0);
    return sign === '-' ? value => value >= then : value => value <= then;
  }
  const [, operator = '', day, time = ''] = MOMENT.exec(text) ?? [];
  const moment = Date.parse(`${day}${zoned(time)}`);
  if (Number.isNaN(moment)) return undefined;
  const holds = OPERATORS[operator];
  if (holds) return value => holds(value, moment);
  return time === ''
    ? value => value >= moment && value < moment + DAY_MS
    : value => Math.abs(value - moment) <= ABOUT_MS;
};

const zoned = (time: string): string => (time === '' || /(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
