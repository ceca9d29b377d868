import type { JsonObject } from '../protocol/json.ts';
import type { ProfileChunk } from '../protocol/profile.ts';
import { CheckedFields } from './checked-fields.ts';
import { put } from './put.ts';
import { faultOfSamples, type ProfileFault } from './sampled-profile.ts';

/** Ours, in UTF-16 units. */
const MAX_TEXT = 200;
/** What runs before people's eyes; everything else is a server. */
const UI_PLATFORMS: ReadonlySet<string> = new Set(['android', 'cocoa', 'javascript']);

/** The head of a part of a continuous profile, or why it is dropped. */
export const normalizeProfileChunk = (raw: JsonObject): { chunk: ProfileChunk } | { discard: ProfileFault } => {
  const fields = new CheckedFields(raw);
  const platform = fields.required(fields.text('platform', MAX_TEXT)) ?? '';
  const chunk: ProfileChunk = {
    id: fields.required(fields.uuid('chunk_id')) ?? '',
    profilerId: fields.required(fields.uuid('profiler_id')) ?? '',
    platform,
    kind: profileKindOf(platform),
  };
  put(chunk, 'release', fields.text('release', MAX_TEXT));
  put(chunk, 'environment', fields.text('environment', MAX_TEXT));
  if (!fields.valid) return { discard: 'profiling_invalid_profile_metadata' };
  // Android sends its own binary trace, as base64.
  if (platform === 'android' && typeof raw.sampled_profile === 'string') return { chunk };
  const fault = faultOfSamples(raw.profile);
  return fault === undefined ? { chunk } : { discard: fault };
};

export const profileKindOf = (platform: string): ProfileChunk['kind'] =>
  UI_PLATFORMS.has(platform) ? 'ui' : 'backend';
