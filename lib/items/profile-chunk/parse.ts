import { normalizeProfileChunk, profileKindOf } from '../../normalize/profile-chunk.ts';
import type { DataCategory } from '../../protocol/data-category.ts';
import { isObject, type Json } from '../../protocol/json.ts';
import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';
import { parseJson } from '../parse-json.ts';

/** A part of a continuous profile. The header's platform, where it is given, says which category it is counted in. */
export const parseProfileChunk = notKept(item => {
  const raw = parseJson(item.payload);
  const platform = item.header.platform ?? (isObject(raw) ? raw.platform : undefined);
  const category = item.type === 'profile_chunk_ui' ? 'profile_chunk_ui' : categoryOf(platform);
  if (!isObject(raw)) return invalid(category, 'invalid_json');
  const normalized = normalizeProfileChunk({ ...raw, platform });
  return 'discard' in normalized ? invalid(category, normalized.discard) : unsupported('profile_chunk', 1, category);
});

const categoryOf = (platform: Json | undefined): DataCategory =>
  typeof platform === 'string' && profileKindOf(platform) === 'ui' ? 'profile_chunk_ui' : 'profile_chunk';
