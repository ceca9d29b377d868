const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const NAMED = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/i;
/** Ours, in UTF-16 units: more than anyone writes. */
const MAX_CRONTAB = 200;

interface CronField {
  readonly min: number;
  readonly max: number;
  /** Words for the numbers from `min` on. */
  readonly names: readonly string[];
  /** What stands in this field alone, such as `L`: the last day. */
  readonly special?: RegExp;
}

const FIELDS: readonly CronField[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [], special: /^l$/ },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 7, names: DAYS, special: /^(?:l[0-7]|[0-7]#[1-5])$/ },
];

/** A schedule as Sentry takes it, or undefined: five fields, or a name such as `@daily`. Blanks become one. */
export const readCrontab = (text: string): string | undefined => {
  if (text.length > MAX_CRONTAB) return undefined;
  const schedule = text.trim().replace(/\s+/g, ' ');
  if (NAMED.test(schedule)) return schedule;
  const parts = schedule.toLowerCase().split(' ');
  const valid = parts.length === FIELDS.length && FIELDS.every((field, i) => isField(parts[i] ?? '', field));
  return valid ? schedule : undefined;
};

const isField = (text: string, field: CronField): boolean => text.split(',').every(part => isPart(part, field));

/** `*`, `5`, `mon-fri`, and any of these by steps: `10-50/5`. */
const isPart = (part: string, field: CronField): boolean => {
  if (field.special?.test(part)) return true;
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,2}$/.test(step))) return false;
  return range === '*' || range === '?' || isRange(range, field);
};

const isRange = (range: string, field: CronField): boolean => {
  const [from, to, ...more] = range.split('-').map(text => readNumber(text, field));
  if (from === undefined || more.length > 0) return false;
  return !range.includes('-') || to !== undefined;
};

const readNumber = (text: string, { min, max, names }: CronField): number | undefined => {
  const named = names.indexOf(text);
  if (named !== -1) return min + named;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
};
