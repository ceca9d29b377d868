import type { DataCategory } from './data-category.ts';

/** Every envelope item type that a Sentry SDK may send, with the data category it is counted in. */
export const ITEM_TYPES = {
  event: 'error',
  transaction: 'transaction',
  security: 'security',
  raw_security: 'security',
  unreal_report: 'error',
  attachment: 'attachment',
  form_data: 'default',
  user_report: 'feedback',
  feedback: 'feedback',
  session: 'session',
  sessions: 'session',
  client_report: 'default',
  check_in: 'monitor',
  replay_event: 'replay',
  replay_recording: 'replay',
  replay_video: 'replay',
  profile: 'profile',
  profile_chunk: 'profile_chunk',
  profile_chunk_ui: 'profile_chunk',
  span: 'span',
  log: 'log_item',
  trace_metric: 'trace_metric',
  metric_buckets: 'metric_bucket',
} as const satisfies Record<string, DataCategory>;

export type ItemType = keyof typeof ITEM_TYPES;

export const isItemType = (type: string): type is ItemType => Object.hasOwn(ITEM_TYPES, type);
