import type { ItemType } from '../protocol/item-type.ts';
import { parseAttachment } from './attachment/parse.ts';
import { parseClientReport } from './client-report/parse.ts';
import type { EdgeItem, LaterItem } from './edge-item.ts';
import { parseEvent } from './event/parse.ts';
import { parseFeedback } from './feedback/parse.ts';
import { parseFormData } from './form-data/parse.ts';
import { parseMetricBuckets } from './metric-buckets/parse.ts';
import { notKeptLater } from './not-kept.ts';
import { parseRawSecurity } from './raw-security/parse.ts';
import { parseSecurity } from './security/parse.ts';
import { parseSession } from './session/parse.ts';
import { parseSessions } from './sessions/parse.ts';
import { parseTransaction } from './transaction/parse.ts';
import { parseUnrealReport } from './unreal-report/parse.ts';
import { parseUserReport } from './user-report/parse.ts';

/**
 * The edge half of every item type. The digest's half is another list, so that the edge's bundle carries nothing of it.
 * Types that SDKs stop sending once they are told to are loaded when one comes.
 */
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
  check_in: notKeptLater(async () => (await import('./check-in/parse.ts')).parseCheckIn),
  replay_event: notKeptLater(async () => (await import('./replay-event/parse.ts')).parseReplayEvent),
  replay_recording: notKeptLater(async () => (await import('./replay-recording/parse.ts')).parseReplayRecording),
  replay_video: notKeptLater(async () => (await import('./replay-video/parse.ts')).parseReplayVideo),
  profile: notKeptLater(async () => (await import('./profile/parse.ts')).parseProfile),
  profile_chunk: notKeptLater(async () => (await import('./profile-chunk/parse.ts')).parseProfileChunk),
  profile_chunk_ui: notKeptLater(async () => (await import('./profile-chunk/parse.ts')).parseProfileChunk),
  span: notKeptLater(async () => (await import('./span/parse.ts')).parseSpan),
  log: notKeptLater(async () => (await import('./log/parse.ts')).parseLog),
  trace_metric: notKeptLater(async () => (await import('./trace-metric/parse.ts')).parseTraceMetric),
  metric_buckets: parseMetricBuckets,
} as const satisfies Record<ItemType, EdgeItem | LaterItem>;
