import type { Json } from '../protocol/json.ts';
import { isObject } from '../protocol/json.ts';

/** Why a profile is dropped; outcome reasons in Sentry's spelling. */
export type ProfileFault =
  | 'profiling_invalid_profile_metadata'
  | 'profiling_malformed_samples'
  | 'profiling_malformed_stacks'
  | 'profiling_not_enough_samples'
  | 'profiling_platform_not_supported'
  | 'profiling_no_transaction_associated';

/** One sample has no duration. */
const MIN_SAMPLES = 2;

/** What is wrong with samples that name stacks, which name frames; undefined when nothing is. Linear in its size. */
export const faultOfSamples = (profile: Json | undefined): ProfileFault | undefined => {
  if (!isObject(profile)) return 'profiling_invalid_profile_metadata';
  const { samples, stacks, frames } = profile;
  if (!Array.isArray(samples) || !Array.isArray(stacks) || !Array.isArray(frames)) return 'profiling_malformed_samples';
  if (samples.length < MIN_SAMPLES) return 'profiling_not_enough_samples';
  if (!samples.every(sample => isObject(sample) && isIndexOf(stacks, sample.stack_id)))
    return 'profiling_malformed_samples';
  const sound = stacks.every(stack => Array.isArray(stack) && stack.every(frame => isIndexOf(frames, frame)));
  return sound ? undefined : 'profiling_malformed_stacks';
};

const isIndexOf = (list: Json[], index: Json | undefined): boolean =>
  typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < list.length;
