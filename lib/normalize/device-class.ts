import type { Json, JsonObject } from '../protocol/json.ts';
import { setTag, type Tags } from './tags.ts';

const GIB = 2 ** 30;

/** Sets `device.class`: 1 low, 2 medium, 3 high, as the device's own numbers say. */
export const setDeviceClass = (tags: Tags | undefined, device: JsonObject | undefined): Tags | undefined => {
  const grade = device === undefined ? undefined : classOf(device);
  return grade === undefined ? tags : setTag(tags, 'device.class', grade);
};

const classOf = ({
  processor_frequency: mhz,
  processor_count: cores,
  memory_size: bytes,
}: JsonObject): string | undefined => {
  if (!isKnown(mhz) || !isKnown(cores) || !isKnown(bytes)) return undefined;
  if (mhz < 2000 || cores < 8 || bytes < 4 * GIB) return '1';
  return mhz < 2500 || bytes < 6 * GIB ? '2' : '3';
};

/** SDKs send 0 for what they cannot find out. */
const isKnown = (value: Json | undefined): value is number => typeof value === 'number' && value > 0;
