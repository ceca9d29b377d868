/** What quotas, rate limits and outcomes are counted by. Names and order are Sentry's. */
export const DATA_CATEGORIES = [
  'default',
  'error',
  'transaction',
  'security',
  'attachment',
  'session',
  'profile',
  'replay',
  'monitor',
  'feedback',
  'span',
  'profile_chunk',
  'profile_chunk_ui',
  'log_item',
  'log_byte',
  'trace_metric',
  'trace_metric_byte',
  'attachment_item',
  'metric_bucket',
  'unknown',
] as const;

export type DataCategory = (typeof DATA_CATEGORIES)[number];
