import type { Json } from '../../protocol/json.ts';
import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';
import { parseJson } from '../parse-json.ts';

/** Fields of a form that came with a crash, as `[name, value]`. They have no category of their own. */
export const parseFormData = notKept(item => {
  const raw = parseJson(item.payload);
  if (raw === undefined) return invalid('default', 'invalid_json');
  return Array.isArray(raw) && raw.every(isField) ? unsupported('form_data') : invalid('default', 'payload');
});

const isField = (pair: Json): boolean =>
  Array.isArray(pair) && pair.length === 2 && pair.every(part => typeof part === 'string');
