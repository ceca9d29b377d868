import { parseTimestamp } from '../../normalize/parse-timestamp.ts';
import { clockDrift, MAX_SECONDS_IN_FUTURE } from '../../normalize/timestamps.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../protocol/data-category.ts';
import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import type { Outcome, OutcomeName } from '../../protocol/outcome.ts';
import type { EdgeContext, EdgeItem } from '../edge-item.ts';
import { invalid, MAX_QUANTITY } from '../fate.ts';
import { parseJson } from '../parse-json.ts';

/** Different (reason, category) pairs in one report; SDKs know about fifteen reasons. */
const MAX_ROWS = 100;
/** Characters of a reason, as the reference server. */
const MAX_REASON_LENGTH = 200;
const SECONDS_PER_DAY = 86_400;

/** SDKs send the first; the others are what servers between them and us threw away. */
const LISTS = {
  discarded_events: 'client_discard',
  rate_limited_events: 'rate_limited',
  filtered_events: 'filtered',
  filtered_sampling_events: 'filtered',
} as const satisfies Record<string, OutcomeName>;

/** What was thrown away before it came here, and why: counted beside what arrived. The report itself is not counted. */
export const parseClientReport: EdgeItem = (item, context) => {
  const report = parseJson(item.payload);
  if (!isObject(report)) return invalid('default', 'invalid_json');
  const rows = rowsOf(report);
  const age = ageOf(report.timestamp, context);
  if (rows === undefined || age === undefined) return invalid('default', 'payload');
  const timely = age >= -MAX_SECONDS_IN_FUTURE && age <= context.retentionDays * SECONDS_PER_DAY;
  return timely ? { outcomes: rows.slice(0, MAX_ROWS) } : invalid('default', 'timestamp');
};

/** Undefined when none of the lists is there. */
const rowsOf = (report: JsonObject): Outcome[] | undefined => {
  let rows: Outcome[] | undefined;
  for (const [key, outcome] of Object.entries(LISTS)) {
    const list = report[key];
    if (Array.isArray(list)) rows = [...(rows ?? []), ...readRows(list, outcome)];
  }
  return rows;
};

const readRows = (list: Json[], outcome: OutcomeName): Outcome[] =>
  list
    .slice(0, MAX_ROWS)
    .filter(isObject)
    .map(row => toOutcome(row, outcome));

/** Seconds; undefined when its time is none. */
const ageOf = (timestamp: Json | undefined, context: EdgeContext): number | undefined => {
  if (timestamp === undefined || timestamp === null) return 0;
  const seconds = parseTimestamp(timestamp);
  return seconds === undefined ? undefined : context.receivedAt / 1000 - seconds - clockDrift(context);
};

const toOutcome = (row: JsonObject, outcome: OutcomeName): Outcome => ({
  category: isCategory(row.category) ? row.category : 'unknown',
  outcome,
  reason:
    typeof row.reason === 'string' ? row.reason.replace(/[^\w.:,-]/g, '_').slice(0, MAX_REASON_LENGTH) : 'unknown',
  quantity:
    typeof row.quantity === 'number' && row.quantity >= 1 ? Math.min(Math.trunc(row.quantity), MAX_QUANTITY) : 1,
});

const isCategory = (value: unknown): value is DataCategory => (DATA_CATEGORIES as readonly unknown[]).includes(value);
