import { filterEvent } from '../../filter/filter-event.ts';
import { normalizeEvent } from '../../normalize/normalize-event.ts';
import { isObject, type JsonObject } from '../../protocol/json.ts';
import type { EdgeContext, EdgeFate } from '../edge-item.ts';
import { filtered, invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';
import { parseJson } from '../parse-json.ts';
import { requestMeta } from '../request-meta.ts';

/** A transaction: normalized and filtered. Its spans share its fate, and are counted in a category of their own. */
export const parseTransaction = notKept((item, context) => {
  const raw = parseJson(item.payload);
  if (!isObject(raw)) return withSpans(invalid('transaction', 'invalid_json'), 1);
  // Normalizing uses the payload up.
  const spans = countSpans(raw);
  return withSpans(fateOf({ ...raw, type: 'transaction' }, context), spans);
});

const fateOf = (raw: JsonObject, context: EdgeContext): EdgeFate => {
  const normalized = normalizeEvent(raw, requestMeta(raw, context));
  if ('discard' in normalized) return invalid('transaction', normalized.discard);
  const filter = filterEvent(normalized.event, context.filters, context);
  return filter === undefined ? unsupported('transaction') : filtered('transaction', filter);
};

/** The transaction is itself the first of its spans. */
const countSpans = ({ spans }: JsonObject): number => 1 + (Array.isArray(spans) ? spans.filter(isObject).length : 0);

const withSpans = ({ outcomes }: EdgeFate, spans: number): EdgeFate => ({
  outcomes: [...outcomes, ...outcomes.map(fate => ({ ...fate, category: 'span' as const, quantity: spans }))],
});
