import type { Json } from '../protocol/json.ts';
import type { EntryContext } from './entry-context.ts';
import { parseTimestamp, toMicros } from './parse-timestamp.ts';

/** A time of an entry, moved by the drift of the SDK's clock; `undefined` when it is none, or before 1970. */
export const entryTime = (value: Json | undefined, { shift }: EntryContext): number | undefined => {
  const seconds = parseTimestamp(value);
  if (seconds === undefined || seconds + shift < 0) return undefined;
  return shift === 0 ? seconds : toMicros(seconds + shift);
};
