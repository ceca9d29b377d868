import { normalizeReplayEvent } from '../../normalize/replay-event.ts';
import { isObject } from '../../protocol/json.ts';
import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';
import { parseJson } from '../parse-json.ts';

/** What an SDK says of one segment of a replay. */
export const parseReplayEvent = notKept((item, context) => {
  if (item.payload.length === 0) return invalid('replay', 'invalid_replay_no_payload');
  const raw = parseJson(item.payload);
  if (!isObject(raw)) return invalid('replay', 'invalid_json');
  return normalizeReplayEvent(raw, context) === undefined
    ? invalid('replay', 'invalid_replay')
    : unsupported('replay_event');
});
