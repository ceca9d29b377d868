import { isObject, type Json } from '../protocol/json.ts';
import type { ReplayVideo } from '../protocol/replay.ts';
import { readBinaryMap } from './binary-map.ts';
import { normalizeReplayEvent } from './replay-event.ts';
import { readReplayRecording } from './replay-recording.ts';
import type { RequestTimes } from './timestamps.ts';

/** Ours: bytes of the replay event within, as those of one that comes by itself. */
const MAX_REPLAY_EVENT_BYTES = 1_048_576;

/** Replay event, recording and film in one: undefined when one of the three is missing or is none. */
export const readReplayVideo = (bytes: Uint8Array, times: RequestTimes): ReplayVideo | undefined => {
  const parts = readBinaryMap(bytes);
  const event = parseEvent(parts?.get('replay_event'));
  const segment = isObject(event) ? normalizeReplayEvent(event, times) : undefined;
  const recording = readReplayRecording(parts?.get('replay_recording') ?? new Uint8Array());
  const video = parts?.get('replay_video');
  if (segment === undefined || recording === undefined || video === undefined || video.length === 0) return undefined;
  return { segment, recording, video };
};

const parseEvent = (bytes: Uint8Array = new Uint8Array()): Json | undefined => {
  if (bytes.length > MAX_REPLAY_EVENT_BYTES) return undefined;
  try {
    // `JSON.parse` is typed `any`; what it returns is JSON by definition.
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
  } catch {
    // That it is no JSON is an expected fate, told by `undefined`.
    return undefined;
  }
};
