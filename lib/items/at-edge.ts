import type { ItemType } from '../protocol/item-type.ts';
import { parseAttachment } from './attachment/parse.ts';
import { parseCheckIn } from './check-in/parse.ts';
import { parseClientReport } from './client-report/parse.ts';
import type { EdgeItem } from './edge-item.ts';
import { parseEvent } from './event/parse.ts';
import { parseFeedback } from './feedback/parse.ts';
import { parseFormData } from './form-data/parse.ts';
import { parseLog } from './log/parse.ts';
import { parseMetricBuckets } from './metric-buckets/parse.ts';
import { parseProfile } from './profile/parse.ts';
import { parseProfileChunk } from './profile-chunk/parse.ts';
import { parseRawSecurity } from './raw-security/parse.ts';
import { parseReplayEvent } from './replay-event/parse.ts';
import { parseReplayRecording } from './replay-recording/parse.ts';
import { parseReplayVideo } from './replay-video/parse.ts';
import { parseSecurity } from './security/parse.ts';
import { parseSession } from './session/parse.ts';
import { parseSessions } from './sessions/parse.ts';
import { parseSpan } from './span/parse.ts';
import { parseTraceMetric } from './trace-metric/parse.ts';
import { parseTransaction } from './transaction/parse.ts';
import { parseUnrealReport } from './unreal-report/parse.ts';
import { parseUserReport } from './user-report/parse.ts';

/** The edge half of every item type. The digest's half is another list, so that the edge's bundle carries nothing of it. */
export const AT_EDGE = {
  event: parseEvent,
  client_report: parseClientReport,
  transaction: parseTransaction,
  security: parseSecurity,
  raw_security: parseRawSecurity,
  unreal_report: parseUnrealReport,
  attachment: parseAttachment,
  form_data: parseFormData,
  user_report: parseUserReport,
  feedback: parseFeedback,
  session: parseSession,
  sessions: parseSessions,
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
  metric_buckets: parseMetricBuckets,
} as const satisfies Record<ItemType, EdgeItem>;
