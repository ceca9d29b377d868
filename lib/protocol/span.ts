import type { Attributes } from './attributes.ts';

/** One span after normalization, in Sentry's own spelling (its second version). */
export interface SentrySpan {
  /** 32 lower-case hex digits. */
  trace_id: string;
  /** 16 lower-case hex digits. */
  span_id: string;
  parent_span_id?: string;
  name: string;
  status: 'ok' | 'error';
  /** The first span of its service within the trace. */
  is_segment: boolean;
  /** Unix time in seconds, with fraction. */
  start_timestamp: number;
  end_timestamp: number;
  links?: SpanLink[];
  attributes: Attributes;
}

export interface SpanLink {
  trace_id: string;
  span_id: string;
  sampled?: boolean;
  attributes?: Attributes;
}
