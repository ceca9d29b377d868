import { parseEventId } from '../protocol/event-id.ts';
import type { Json, JsonObject } from '../protocol/json.ts';
import type { ReplaySegment } from '../protocol/replay.ts';
import { CheckedFields } from './checked-fields.ts';
import { put } from './put.ts';
import { isEnvironment, isRelease } from './release.ts';
import { clockDrift, type RequestTimes } from './timestamps.ts';

/** Sentry's: what holds the number has 16 bits. */
export const MAX_SEGMENT_ID = 65_535;
/** Addresses, errors and traces of one segment; those behind are left out (Sentry). */
const MAX_MEMBERS = 100;
/** Ours, in UTF-16 units: a longer address is cut. */
const MAX_URL = 2_048;
const MAX_TEXT = 2_000;

/** What a replay event says of its segment, or undefined when it does not say of which. */
export const normalizeReplayEvent = (raw: JsonObject, times: RequestTimes): ReplaySegment | undefined => {
  const fields = new CheckedFields(raw);
  const drift = clockDrift(times);
  const started = fields.time('replay_start_timestamp');
  const sent = fields.time('timestamp');
  const segment: ReplaySegment = {
    replayId: fields.required(fields.uuid('replay_id')) ?? '',
    segmentId: fields.required(fields.whole('segment_id', 0, MAX_SEGMENT_ID)) ?? 0,
    replayType: fields.text('replay_type', MAX_TEXT) === 'buffer' ? 'buffer' : 'session',
    timestamp: sent === undefined ? times.receivedAt / 1000 : sent + drift,
    urls: readUrls(fields.list('urls')),
    errorIds: readIds(fields, 'error_ids'),
    traceIds: readIds(fields, 'trace_ids'),
    platform: fields.text('platform', MAX_TEXT) ?? 'other',
  };
  put(segment, 'started', started === undefined ? undefined : started + drift);
  put(segment, 'release', readName(fields, 'release', isRelease));
  put(segment, 'environment', readName(fields, 'environment', isEnvironment));
  return fields.valid ? segment : undefined;
};

const readUrls = (urls: Json[] = []): string[] =>
  urls
    .slice(0, MAX_MEMBERS)
    .filter(url => typeof url === 'string')
    .map(url => url.slice(0, MAX_URL));

const readIds = (fields: CheckedFields, key: string): string[] => {
  const ids = (fields.list(key) ?? []).slice(0, MAX_MEMBERS).map(id => fields.required(parseEventId(id)));
  return ids.filter(id => id !== undefined);
};

const readName = (fields: CheckedFields, key: string, isValid: (name: string) => boolean): string | undefined => {
  const name = fields.text(key, MAX_TEXT);
  return name !== undefined && isValid(name) ? name : undefined;
};
