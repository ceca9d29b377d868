import type { JsonObject } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { END_OF_TIME, parseTimestamp, toMicros } from './parse-timestamp.ts';
import type { RequestMeta } from './request-meta.ts';

/** The SDK's clock is corrected only when it is this far off: less may be the way through a slow network (Sentry). */
export const MIN_CLOCK_DRIFT_SECONDS = 55 * 60;
/** An event may be this far ahead of our clock (Sentry). */
export const MAX_SECONDS_IN_FUTURE = 60;
const SECONDS_PER_DAY = 86_400;

/** When the event happened, and by how much each of its other times is to be moved. Unix seconds. */
export interface EventTimes {
  timestamp: number;
  startTimestamp: number | undefined;
  received: number;
  shift: number;
}

/**
 * The times of an event: corrected by the drift of the SDK's clock, and moved to the time of receipt when they cannot
 * be right. Undefined when a time lies before 1970: such an event is dropped.
 */
export const settleTimes = (raw: JsonObject, meta: RequestMeta, notes: Notes): EventTimes | undefined => {
  const received = meta.receivedAt / 1000;
  const drift = clockDrift(meta);
  const sent = readTimestamp(raw.timestamp, 'timestamp', notes);
  const started = readTimestamp(raw.start_timestamp, 'start_timestamp', notes);
  if ((sent !== undefined && sent + drift < 0) || (started !== undefined && started + drift < 0)) return undefined;
  if (drift !== 0 && sent !== undefined) noteShift(notes, 'clock_drift', Number(meta.sentAt) / 1000, received);
  const timestamp = sent === undefined ? received : toMicros(sent + drift);
  const correction = implausibility(timestamp, received, meta.retentionDays, notes);
  const shift = drift + correction;
  return {
    timestamp: correction === 0 ? timestamp : received,
    startTimestamp: started === undefined ? undefined : toMicros(started + shift),
    received,
    shift,
  };
};

/** Milliseconds since 1970. */
export interface RequestTimes {
  receivedAt: number;
  /** Envelope header `sent_at`. */
  sentAt?: number | undefined;
}

/** Seconds to add to each of the SDK's times; 0 while its clock is about right. */
export const clockDrift = ({ sentAt, receivedAt }: RequestTimes): number => {
  if (sentAt === undefined || !(sentAt > 0 && sentAt < END_OF_TIME * 1000)) return 0;
  const drift = (receivedAt - sentAt) / 1000;
  return Math.abs(drift) >= MIN_CLOCK_DRIFT_SECONDS ? drift : 0;
};

/** How far a time is to be moved that is in the future, or older than anything we keep; 0 for a plausible one. */
const implausibility = (timestamp: number, received: number, retentionDays: number, notes: Notes): number => {
  const ahead = timestamp - received;
  if (ahead > MAX_SECONDS_IN_FUTURE) noteShift(notes, 'future_timestamp', timestamp, received);
  else if (-ahead > retentionDays * SECONDS_PER_DAY) noteShift(notes, 'past_timestamp', timestamp, received);
  else return 0;
  return -ahead;
};

type Shift = 'clock_drift' | 'future_timestamp' | 'past_timestamp';

const noteShift = (notes: Notes, kind: Shift, sdkTime: number, serverTime: number): void =>
  notes.error('timestamp', kind, { sdk_time: isoTime(sdkTime), server_time: isoTime(serverTime) });

const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** A time, or undefined with a note when it is none. */
export const readTimestamp = (value: JsonObject[string], key: string, notes: Notes): number | undefined => {
  if (value === undefined || value === null) return undefined;
  const seconds = parseTimestamp(value);
  if (seconds === undefined) notes.refuse(key, 'expected a timestamp', value);
  return seconds;
};
