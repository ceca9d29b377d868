import type { Json } from '../../protocol/json.ts';

/** As long as receipts are kept: of older events nobody knows any more whether they were counted. */
const MAX_SECONDS_OFF = 57 * 86_400;
/** Characters of a time; longer texts are none. */
const MAX_TIME_CHARS = 64;

/**
 * The second that the SDK itself wrote, before any correction; see `QueuedEvent.second`. A clock that stands still, or
 * begins anew at each start, writes the same few seconds for ever, and the receipts of those would fill up: what is so
 * far off that it says nothing of the event is replaced by what its id says, which a second sending has, too.
 */
export const eventSecond = (timestamp: Json | undefined, receivedAt: number, eventId: string): number => {
  const received = Math.floor(receivedAt / 1_000);
  const second = Math.floor(readSeconds(timestamp) ?? received);
  return Math.abs(second - received) <= MAX_SECONDS_OFF ? second : secondOf(eventId);
};

/** Unix seconds. */
const readSeconds = (timestamp: Json | undefined): number | undefined => {
  if (typeof timestamp === 'number') return timestamp;
  if (typeof timestamp !== 'string' || timestamp.length >= MAX_TIME_CHARS) return undefined;
  const ms = Date.parse(timestamp);
  return Number.isNaN(ms) ? undefined : ms / 1_000;
};

/** Below 0, where no clock is; all digits have their part in it, whichever of them a sender varies. @param eventId 32 hex digits */
const secondOf = (eventId: string): number => {
  let folded = 0;
  for (let from = 0; from < eventId.length; from += 8) folded ^= Number.parseInt(eventId.slice(from, from + 8), 16);
  return -1 - (folded >>> 0);
};
