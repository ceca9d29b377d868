import { normalizeProfile } from '../../normalize/profile.ts';
import { isObject } from '../../protocol/json.ts';
import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';
import { parseJson } from '../parse-json.ts';

/** Where a transaction spent its time: worth nothing without the transaction, which comes in the same envelope. */
export const parseProfile = notKept((item, context) => {
  const raw = parseJson(item.payload);
  if (!isObject(raw)) return invalid('profile', 'invalid_json');
  const normalized = normalizeProfile(raw);
  if ('discard' in normalized) return invalid('profile', normalized.discard);
  return context.itemTypes.has('transaction')
    ? unsupported('profile')
    : invalid('profile', 'profiling_no_transaction_associated');
});
