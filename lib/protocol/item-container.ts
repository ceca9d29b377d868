import type { DataCategory } from './data-category.ts';

/**
 * Item types of which one item holds many entries: `{"version":2,"ingest_settings":{…},"items":[…]}`. An entry is counted
 * in its item's category, and its size in bytes in a second one where there is such a category.
 */
export const CONTAINERS = {
  log: {
    contentType: 'application/vnd.sentry.items.log+json',
    bytes: 'log_byte',
    invalid: 'invalid_log',
  },
  span: {
    contentType: 'application/vnd.sentry.items.span.v2+json',
    bytes: undefined,
    invalid: 'invalid_span',
  },
  trace_metric: {
    contentType: 'application/vnd.sentry.items.trace-metric+json',
    bytes: 'trace_metric_byte',
    invalid: 'invalid_trace_metric',
  },
} as const satisfies Record<string, { contentType: string; bytes: DataCategory | undefined; invalid: string }>;

export type ContainerType = keyof typeof CONTAINERS;

export const isContainerType = (type: string): type is ContainerType => Object.hasOwn(CONTAINERS, type);

/** Bytes of one container; source: the reference server. */
export const MAX_CONTAINER_BYTES = 12 * 1024 * 1024;
