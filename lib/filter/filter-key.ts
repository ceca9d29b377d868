/** Sentry's names of its inbound filters: ids in the API, reasons of the outcome `filtered`. In the order they are asked. */
export const FILTER_KEYS = [
  'react-hydration-errors',
  'chunk-load-error',
  'invalid-csp',
  'ip-address',
  'release-version',
  'error-message',
  'localhost',
  'browser-extensions',
  'legacy-browsers',
  'web-crawlers',
  'filtered-transaction',
] as const;

export type FilterKey = (typeof FILTER_KEYS)[number];
