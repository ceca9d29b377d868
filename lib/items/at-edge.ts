import type { ItemType } from '../protocol/item-type.ts';
import { parseClientReport } from './client-report/parse.ts';
import type { EdgeItem } from './edge-item.ts';
import { parseEvent } from './event/parse.ts';
import { parseUnsupported } from './unsupported/parse.ts';

/** The edge half of every item type. The digest's half is another list, so that the edge's bundle carries nothing of it. */
export const AT_EDGE = {
  event: parseEvent,
  client_report: parseClientReport,
  transaction: parseUnsupported('transaction'),
  security: parseUnsupported('security'),
  raw_security: parseUnsupported('raw_security'),
  unreal_report: parseUnsupported('unreal_report'),
  attachment: parseUnsupported('attachment'),
  form_data: parseUnsupported('form_data'),
  user_report: parseUnsupported('user_report'),
  feedback: parseUnsupported('feedback'),
  session: parseUnsupported('session'),
  sessions: parseUnsupported('sessions'),
  check_in: parseUnsupported('check_in'),
  replay_event: parseUnsupported('replay_event'),
  replay_recording: parseUnsupported('replay_recording'),
  replay_video: parseUnsupported('replay_video'),
  profile: parseUnsupported('profile'),
  profile_chunk: parseUnsupported('profile_chunk'),
  span: parseUnsupported('span'),
  log: parseUnsupported('log'),
  trace_metric: parseUnsupported('trace_metric'),
  metric_buckets: parseUnsupported('metric_buckets'),
} as const satisfies Record<ItemType, EdgeItem>;
