import type { JsonObject } from '../protocol/json.ts';
import type { Profile } from '../protocol/profile.ts';
import { CheckedFields } from './checked-fields.ts';
import { put } from './put.ts';
import { faultOfSamples, type ProfileFault } from './sampled-profile.ts';

/** Ours, in UTF-16 units. */
const MAX_TEXT = 200;
/** Of the format whose profiles are samples. */
const SAMPLE_VERSION = '1';

/** The head of a transaction's profile, or why it is dropped. */
export const normalizeProfile = (raw: JsonObject): { profile: Profile } | { discard: ProfileFault } => {
  const fields = new CheckedFields(raw);
  const platform = fields.required(fields.text('platform', MAX_TEXT)) ?? '';
  const format = formatOf(raw, platform);
  const profile: Profile = {
    id: fields.required(fields.uuid('event_id') ?? fields.uuid('profile_id')) ?? '',
    platform,
    format: format ?? 'sample',
  };
  put(profile, 'release', fields.text('release', MAX_TEXT));
  put(profile, 'environment', fields.text('environment', MAX_TEXT));
  if (!fields.valid) return { discard: 'profiling_invalid_profile_metadata' };
  if (format === undefined) return { discard: 'profiling_platform_not_supported' };
  const fault = format === 'sample' ? faultOfSamples(raw.profile) : undefined;
  return fault === undefined ? { profile } : { discard: fault };
};

const formatOf = (raw: JsonObject, platform: string): Profile['format'] | undefined => {
  if (raw.version === SAMPLE_VERSION) return 'sample';
  return platform === 'android' && typeof raw.sampled_profile === 'string' ? 'android' : undefined;
};
