import { isObject, type JsonObject } from '../protocol/json.ts';

/** The mechanism of old SDKs for Apple's systems: its numbers lie beside each other, and it has no type. */
export const isLegacyMechanism = (raw: JsonObject): boolean =>
  raw.type === undefined &&
  (raw.posix_signal !== undefined || raw.mach_exception !== undefined || raw.relevant_address !== undefined);

/** The same in the fields of today; what has none of them is data. */
export const fromLegacyMechanism = ({
  posix_signal: signal,
  mach_exception: mach,
  ...data
}: JsonObject): JsonObject => ({
  type: 'generic',
  data,
  meta: {
    signal: isObject(signal) ? { ...signal, number: signal.signal } : signal,
    mach_exception: isObject(mach) ? { ...mach, name: mach.exception_name } : mach,
  },
});
