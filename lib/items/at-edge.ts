import type { ItemType } from '../protocol/item-type.ts';
import { parseAttachment } from './attachment/parse.ts';
import { parseClientReport } from './client-report/parse.ts';
import type { EdgeItem, LaterItem } from './edge-item.ts';
import { parseEvent } from './event/parse.ts';
import { parseFeedback } from './feedback/parse.ts';
import { parseFormData } from './form-data/parse.ts';
import { notKeptLater } from './not-kept.ts';
import { parseSecurity } from './security/parse.ts';
import type { SeldomType } from './seldom-at-edge.ts';
import { parseUserReport } from './user-report/parse.ts';

const seldom = (type: SeldomType) =>
  notKeptLater(async () => (await import('./seldom-at-edge.ts')).SELDOM_AT_EDGE[type]);

/**
 * The edge half of every item type. The digest's half is another list, so that the edge's bundle carries nothing of it.
 * Types that SDKs stop sending once they are told to are loaded when one comes.
 */
export const AT_EDGE = {
  event: parseEvent,
  client_report: parseClientReport,
  transaction: seldom('transaction'),
  security: parseSecurity,
  // Browsers' own reports: most projects have no policy that they could break.
  raw_security: { load: async () => (await import('./raw-security/parse.ts')).parseRawSecurity },
  unreal_report: seldom('unreal_report'),
  attachment: parseAttachment,
  form_data: parseFormData,
  user_report: parseUserReport,
  feedback: parseFeedback,
  session: seldom('session'),
  sessions: seldom('sessions'),
  check_in: seldom('check_in'),
  replay_event: seldom('replay_event'),
  replay_recording: seldom('replay_recording'),
  replay_video: seldom('replay_video'),
  profile: seldom('profile'),
  profile_chunk: seldom('profile_chunk'),
  profile_chunk_ui: seldom('profile_chunk_ui'),
  span: seldom('span'),
  log: seldom('log'),
  trace_metric: seldom('trace_metric'),
  metric_buckets: seldom('metric_buckets'),
} as const satisfies Record<ItemType, EdgeItem | LaterItem>;
