import { normalizeSession } from '../../normalize/session.ts';
import { isObject } from '../../protocol/json.ts';
import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';
import { parseJson } from '../parse-json.ts';

/** One update of one session. */
export const parseSession = notKept((item, context) => {
  const raw = parseJson(item.payload);
  if (!isObject(raw)) return invalid('session', 'invalid_json');
  const normalized = normalizeSession(raw, context);
  return 'discard' in normalized ? invalid('session', normalized.discard) : unsupported('session');
});
