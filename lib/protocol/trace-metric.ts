import type { Attributes } from './attributes.ts';

export const METRIC_TYPES = ['counter', 'gauge', 'distribution'] as const;
export type MetricType = (typeof METRIC_TYPES)[number];

/** One measured value after normalization, in Sentry's own spelling. */
export interface SentryTraceMetric {
  /** Unix time in seconds, with fraction. */
  timestamp: number;
  /** 32 lower-case hex digits. */
  trace_id: string;
  /** 16 lower-case hex digits. */
  span_id?: string;
  name: string;
  type: MetricType;
  value: number;
  unit?: string;
  attributes: Attributes;
}
