import { isObject } from '../../protocol/json.ts';
import type { EdgeItem } from '../edge-item.ts';
import { invalid } from '../fate.ts';
import { keepFeedback } from '../keep-feedback.ts';
import { parseJson } from '../parse-json.ts';

/** What a user wrote: an event whose `contexts.feedback` holds it. */
export const parseFeedback: EdgeItem = (item, context) => {
  const raw = parseJson(item.payload);
  return isObject(raw) ? keepFeedback(raw, context) : invalid('feedback', 'invalid_json');
};
