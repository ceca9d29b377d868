import { filterEvent } from '../../filter/filter-event.ts';
import { normalizeEvent } from '../../normalize/normalize-event.ts';
import { isObject, type JsonObject } from '../../protocol/json.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import { scrubEvent } from '../../scrub/scrub-event.ts';
import type { EdgeFate, EdgeItem } from '../edge-item.ts';
import { parseJson } from '../parse-json.ts';
import { requestMeta } from '../request-meta.ts';

/** An error event: parsed, normalized, filtered, scrubbed, and handed on. */
export const parseEvent: EdgeItem = (item, context) => {
  const raw = parseJson(item.payload);
  if (!isObject(raw)) return dropped('invalid', 'invalid_json');
  const second = eventSecond(raw, context.receivedAt);
  const meta = requestMeta(raw, context);
  const { eventId } = meta;
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

/** The second that the SDK itself wrote, before any correction; see `QueuedEvent.second`. */
const eventSecond = (raw: JsonObject, receivedAt: number): number => {
  const { timestamp } = raw;
  const ms =
    typeof timestamp === 'number'
      ? timestamp * 1_000
      : typeof timestamp === 'string' && timestamp.length < 64
        ? Date.parse(timestamp)
        : Number.NaN;
  return Math.floor((Number.isFinite(ms) && Math.abs(ms) < MAX_DATE_MS ? ms : receivedAt) / 1_000);
};
/** The last moment that a JavaScript date can name. */
const MAX_DATE_MS = 8.64e15;

const dropped = (outcome: 'invalid' | 'filtered', reason: string): EdgeFate => {
  const fate: Outcome = { category: 'error', outcome, reason, quantity: 1 };
  return { outcomes: [fate] };
};
