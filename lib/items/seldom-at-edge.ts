import type { ItemType } from '../protocol/item-type.ts';
import { parseCheckIn } from './check-in/parse.ts';
import { parseLog } from './log/parse.ts';
import { parseMetricBuckets } from './metric-buckets/parse.ts';
import type { UnsupportedItem } from './not-kept.ts';
import { parseProfile } from './profile/parse.ts';
import { parseProfileChunk } from './profile-chunk/parse.ts';
import { parseReplayEvent } from './replay-event/parse.ts';
import { parseReplayRecording } from './replay-recording/parse.ts';
import { parseReplayVideo } from './replay-video/parse.ts';
import { parseSession } from './session/parse.ts';
import { parseSessions } from './sessions/parse.ts';
import { parseSpan } from './span/parse.ts';
import { parseTraceMetric } from './trace-metric/parse.ts';
import { parseTransaction } from './transaction/parse.ts';
import { parseUnrealReport } from './unreal-report/parse.ts';

/** Edge halves that are loaded together when an item of one of these types comes. */
export const SELDOM_AT_EDGE = {
  check_in: parseCheckIn,
  replay_event: parseReplayEvent,
  replay_recording: parseReplayRecording,
  replay_video: parseReplayVideo,
  profile: parseProfile,
  profile_chunk: parseProfileChunk,
  profile_chunk_ui: parseProfileChunk,
  span: parseSpan,
  log: parseLog,
  trace_metric: parseTraceMetric,
  session: parseSession,
  sessions: parseSessions,
  metric_buckets: parseMetricBuckets,
  unreal_report: parseUnrealReport,
  transaction: parseTransaction,
} as const satisfies Partial<Record<ItemType, UnsupportedItem>>;

export type SeldomType = keyof typeof SELDOM_AT_EDGE;
