import { fromUserReport } from '../../normalize/feedback.ts';
import { isObject } from '../../protocol/json.ts';
import type { EdgeItem } from '../edge-item.ts';
import { invalid } from '../fate.ts';
import { keepFeedback } from '../keep-feedback.ts';
import { parseJson } from '../parse-json.ts';

/** What a user wrote about an event, as SDKs before feedback had events of its own send it. */
export const parseUserReport: EdgeItem = (item, context) => {
  const report = parseJson(item.payload);
  if (!isObject(report)) return invalid('feedback', 'invalid_json');
  const feedback = fromUserReport(report, context.eventId);
  // The envelope's id is that of the event it is about, not its own.
  const own = { ...context, eventId: context.newId() };
  return keepFeedback({ contexts: { feedback } }, own);
};
