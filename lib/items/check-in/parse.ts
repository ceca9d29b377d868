import { normalizeCheckIn } from '../../normalize/check-in.ts';
import { isObject } from '../../protocol/json.ts';
import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';
import { parseJson } from '../parse-json.ts';

/** What a job says of one of its runs. */
export const parseCheckIn = notKept(item => {
  const raw = parseJson(item.payload);
  if (!isObject(raw)) return invalid('monitor', 'invalid_json');
  return normalizeCheckIn(raw) === undefined ? invalid('monitor', 'invalid_check_in') : unsupported('check_in');
});
