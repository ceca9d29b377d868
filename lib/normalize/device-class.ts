import type { JsonObject } from '../protocol/json.ts';
import { setTag, type Tags } from './tags.ts';

const GIB = 2 ** 30;
const LOW = '1';
const MEDIUM = '2';
const HIGH = '3';

/** Sets `device.class`: 1 low, 2 medium, 3 high, as the device's own numbers say. */
export const setDeviceClass = (tags: Tags | undefined, device: JsonObject | undefined): Tags | undefined => {
  const grade = device === undefined ? undefined : classOf(device);
  return grade === undefined ? tags : setTag(tags, 'device.class', grade);
};

const classOf = ({
  family,
  model,
  processor_frequency: mhz,
  processor_count: cores,
  memory_size: bytes,
}: JsonObject): string | undefined => {
  if (typeof family !== 'string') return undefined;
  if (APPLE.has(family) && typeof model === 'string') return classOfApple(model);
  if (typeof mhz !== 'number' || typeof cores !== 'number' || typeof bytes !== 'number') return undefined;
  if (mhz < 2000 || cores < 8 || bytes < 4 * GIB) return LOW;
  return mhz < 2500 || bytes < 6 * GIB ? MEDIUM : HIGH;
};

const APPLE = new Set(['iOS', 'iOS-Device', 'iPhone']);

/** `iPhone14,2` is the second of the 14th generation; an iPad 6,11 is a slow one of a fast generation. */
const classOfApple = (model: string): string => {
  const [, device, generation = '', variant = ''] = /^(iPhone|iPad)(\d{1,3}),(\d{1,3})$/.exec(model) ?? [];
  if (device === undefined || Number(generation) > 12) return HIGH;
  if (device === 'iPhone') return Number(generation) <= 8 ? LOW : MEDIUM;
  return Number(generation) <= 5 || (generation === '6' && Number(variant) >= 11) ? LOW : MEDIUM;
};
