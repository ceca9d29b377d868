import { DATA_CATEGORIES, type DataCategory } from '../../protocol/data-category.ts';
import { isObject, type JsonObject } from '../../protocol/json.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { EdgeItem } from '../edge-item.ts';
import { parseJson } from '../parse-json.ts';

/** Different (reason, category) pairs in one report; SDKs know about fifteen reasons. */
const MAX_ROWS = 100;
/** Characters of a reason, as the reference server. */
const MAX_REASON_LENGTH = 200;
/** One report cannot speak of more than this. */
const MAX_QUANTITY = 1_000_000_000;

/** What an SDK threw away by itself, and why: counted beside what arrived. */
export const parseClientReport: EdgeItem = item => {
  const report = parseJson(item.payload);
  if (!isObject(report) || !Array.isArray(report.discarded_events)) {
    return { outcomes: [{ category: 'default', outcome: 'invalid', reason: 'payload', quantity: 1 }] };
  }
  return { outcomes: report.discarded_events.slice(0, MAX_ROWS).filter(isObject).map(toOutcome) };
};

const toOutcome = (row: JsonObject): Outcome => ({
  category: isCategory(row.category) ? row.category : 'unknown',
  outcome: 'client_discard',
  reason: typeof row.reason === 'string' ? row.reason.replace(/[^\w.:-]/g, '_').slice(0, MAX_REASON_LENGTH) : 'unknown',
  quantity:
    typeof row.quantity === 'number' && row.quantity >= 1 ? Math.min(Math.trunc(row.quantity), MAX_QUANTITY) : 1,
});

const isCategory = (value: unknown): value is DataCategory => (DATA_CATEGORIES as readonly unknown[]).includes(value);
