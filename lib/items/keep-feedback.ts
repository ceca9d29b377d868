import { filterEvent } from '../filter/filter-event.ts';
import { normalizeFeedback, toFeedbackEvent, toQueuedFeedback } from '../normalize/feedback.ts';
import { normalizeEvent } from '../normalize/normalize-event.ts';
import { isObject, type JsonObject } from '../protocol/json.ts';
import { scrubEvent } from '../scrub/scrub-event.ts';
import type { EdgeContext, EdgeFate } from './edge-item.ts';
import { filtered, invalid } from './fate.ts';
import { requestMeta } from './request-meta.ts';

/** Feedback goes the way of an event, so that filters and scrubbing see it as one; what people wrote is handed on. */
export const keepFeedback = (raw: JsonObject, context: EdgeContext): EdgeFate => {
  // Bounded by itself: a context of an event may hold 8,192 bytes, which in most scripts is no whole message.
  const feedback = normalizeFeedback(isObject(raw.contexts) ? raw.contexts.feedback : undefined);
  if (feedback === undefined) return invalid('feedback', 'payload');
  const normalized = normalizeEvent({ ...raw, type: 'feedback' }, requestMeta(raw, context));
  if ('discard' in normalized) return invalid('feedback', normalized.discard);
  const event = toFeedbackEvent(normalized.event, feedback);
  const filter = filterEvent(event, context.filters, context);
  if (filter !== undefined) return filtered('feedback', filter);
  return { kept: toQueuedFeedback(scrubEvent(event, context.scrub).event), outcomes: [] };
};
