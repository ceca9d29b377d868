import type { Attributes } from './attributes.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'other'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One line of a log after normalization, in Sentry's own spelling. */
export interface SentryLog {
  /** Unix time in seconds, with fraction. */
  timestamp: number;
  /** 32 lower-case hex digits. */
  trace_id: string;
  /** 16 lower-case hex digits. */
  span_id?: string;
  level: LogLevel;
  body: string;
  attributes: Attributes;
}
