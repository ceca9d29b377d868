import { countSessions, normalizeSessionAggregates } from '../../normalize/session.ts';
import { isObject } from '../../protocol/json.ts';
import type { SessionAggregates } from '../../protocol/session.ts';
import type { EdgeFate } from '../edge-item.ts';
import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';
import { parseJson } from '../parse-json.ts';

/** Sessions that a server counted by itself: each has its own fate. */
export const parseSessions = notKept((item, context) => {
  const raw = parseJson(item.payload);
  if (!isObject(raw)) return invalid('session', 'invalid_json');
  const normalized = normalizeSessionAggregates(raw, context);
  return 'discard' in normalized ? invalid('session', normalized.discard) : fatesOf(normalized.aggregates);
});

const fatesOf = ({ counts, untimely }: SessionAggregates): EdgeFate => {
  const timely = countSessions(counts);
  const late = untimely > 0 ? invalid('session', 'timestamp', untimely).outcomes : [];
  // Who counted nothing has still sent something.
  const sound = timely > 0 || untimely === 0 ? unsupported('sessions', Math.max(timely, 1)).outcomes : [];
  return { outcomes: [...late, ...sound] };
};
