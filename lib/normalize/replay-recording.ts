import { isObject } from '../protocol/json.ts';
import type { ReplayRecording } from '../protocol/replay.ts';
import { MAX_SEGMENT_ID } from './replay-event.ts';

/** Ours: bytes of the line that says which segment it is; SDKs write some twenty. */
const MAX_HEADER_BYTES = 1_024;
const NEWLINE = 0x0a;
const OPEN_LIST = 0x5b;
/** The method of a zlib stream, in the low half of its first byte. */
const DEFLATE = 8;

/** A line such as `{"segment_id":0}`, and events of rrweb behind it. Undefined when it is none. Nothing is decompressed. */
export const readReplayRecording = (bytes: Uint8Array): ReplayRecording | undefined => {
  const newline = bytes.subarray(0, MAX_HEADER_BYTES).indexOf(NEWLINE);
  if (newline === -1) return undefined;
  const segmentId = readSegmentId(bytes.subarray(0, newline));
  const body = bytes.subarray(newline + 1);
  const encoding = encodingOf(body);
  return segmentId === undefined || encoding === undefined ? undefined : { segmentId, encoding, body };
};

const readSegmentId = (line: Uint8Array): number | undefined => {
  const id = readHeader(line);
  return typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= MAX_SEGMENT_ID ? id : undefined;
};

const readHeader = (line: Uint8Array): unknown => {
  try {
    const header: unknown = JSON.parse(Buffer.from(line).toString('utf8'));
    return isObject(header) ? header.segment_id : undefined;
  } catch {
    // That the line is no JSON is an expected fate, told by `undefined`.
    return undefined;
  }
};

const encodingOf = ([first, second]: Uint8Array): ReplayRecording['encoding'] | undefined => {
  if (first === OPEN_LIST) return 'json';
  if (first === undefined || second === undefined) return undefined;
  return (first & 0x0f) === DEFLATE && ((first << 8) | second) % 31 === 0 ? 'zlib' : undefined;
};
