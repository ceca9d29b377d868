import { filterEvent } from '../../filter/filter-event.ts';
import { normalizeEvent } from '../../normalize/normalize-event.ts';
import { isObject } from '../../protocol/json.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import { scrubEvent } from '../../scrub/scrub-event.ts';
import type { EdgeFate, EdgeItem } from '../edge-item.ts';
import { parseJson } from '../parse-json.ts';
import { requestMeta } from '../request-meta.ts';
import { eventSecond } from './event-second.ts';

/** An error event: parsed, normalized, filtered, scrubbed, and handed on. */
export const parseEvent: EdgeItem = (item, context) => {
  const raw = parseJson(item.payload);
  if (!isObject(raw)) return dropped('invalid', 'invalid_json');
  const meta = requestMeta(raw, context);
  const { eventId } = meta;
  const second = eventSecond(raw.timestamp, context.receivedAt, eventId);
  const normalized = normalizeEvent(raw, meta);
  if ('discard' in normalized) return { ...dropped('invalid', normalized.discard), eventId };
  const filter = filterEvent(normalized.event, context.filters, context);
  if (filter !== undefined) return { ...dropped('filtered', filter), eventId };
  const { event } = scrubEvent(normalized.event, context.scrub);
  return {
    kept: { type: 'event', eventId: event.event_id, second, event },
    outcomes: [],
  };
};

const dropped = (outcome: 'invalid' | 'filtered', reason: string): EdgeFate => {
  const fate: Outcome = { category: 'error', outcome, reason, quantity: 1 };
  return { outcomes: [fate] };
};
