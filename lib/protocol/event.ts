import type { Json, JsonObject } from './json.ts';

/**
 * The event payload after normalization, in Sentry's own spelling (snake_case, as on the wire).
 * Before normalization an event is a `JsonObject`: nothing about it can be trusted.
 */
export interface SentryEvent {
  /** 32 lower-case hex digits. */
  event_id: string;
  /** `error` when it has exceptions, `csp`, else `default`; or what the SDK said for `transaction` and `feedback`. */
  type: 'error' | 'default' | 'csp' | 'transaction' | 'feedback';
  /** Unix time in seconds, with fraction. */
  timestamp: number;
  /** Unix time in seconds at which the edge had the request. */
  received: number;
  level: Level;
  platform: string;
  logger?: string;
  release?: string;
  dist?: string;
  environment?: string;
  transaction?: string;
  server_name?: string;
  fingerprint?: string[];
  checksum?: string;
  logentry?: LogEntry;
  exception?: Values<Exception>;
  threads?: Values<Thread>;
  stacktrace?: Stacktrace;
  breadcrumbs?: Values<Breadcrumb>;
  request?: Request;
  user?: User;
  contexts?: Record<string, JsonObject>;
  /** Pairs, in the order they came; the first of a key wins. */
  tags?: [string, string][];
  extra?: JsonObject;
  modules?: Record<string, string>;
  sdk?: Sdk;
  debug_meta?: JsonObject;
  /** What normalization had to change or refuse, flattened from `_meta`. */
  errors?: EventError[];
  /** What was scrubbed, trimmed or refused, by payload path; see the scrubbing reference. */
  _meta?: JsonObject;
  [key: string]: Json | undefined | object;
}

export type Level = 'debug' | 'info' | 'warning' | 'error' | 'fatal';

export interface Values<T> {
  values: T[];
}

export interface LogEntry {
  message?: string;
  formatted?: string;
  params?: Json;
}

/** Exceptions are listed oldest first: the last one is what the user saw thrown. */
export interface Exception {
  type?: string;
  value?: string;
  module?: string;
  stacktrace?: Stacktrace;
  raw_stacktrace?: Stacktrace;
  thread_id?: Json;
  mechanism?: Mechanism;
}

export interface Mechanism {
  type: string;
  handled?: boolean;
  synthetic?: boolean;
  source?: string;
  is_exception_group?: boolean;
  exception_id?: number;
  parent_id?: number;
  description?: string;
  help_link?: string;
  data?: JsonObject;
  meta?: JsonObject;
}

/** Frames are listed oldest first: the last one is where it broke. */
export interface Stacktrace {
  frames: Frame[];
  [key: string]: Json | undefined | object;
}

export interface Frame {
  function?: string;
  raw_function?: string;
  module?: string;
  package?: string;
  filename?: string;
  abs_path?: string;
  lineno?: number;
  colno?: number;
  in_app?: boolean;
  platform?: string;
  pre_context?: string[];
  context_line?: string;
  post_context?: string[];
  vars?: JsonObject;
  data?: JsonObject;
  [key: string]: Json | undefined | object;
}

export interface Thread {
  id?: Json;
  name?: string;
  crashed?: boolean;
  current?: boolean;
  stacktrace?: Stacktrace;
  raw_stacktrace?: Stacktrace;
  [key: string]: Json | undefined | object;
}

export interface Breadcrumb {
  timestamp?: number;
  type?: string;
  category?: string;
  level?: string;
  message?: string;
  data?: JsonObject;
  [key: string]: Json | undefined | object;
}

export interface Request {
  url?: string;
  method?: string;
  data?: Json;
  query_string?: [string, string][];
  fragment?: string;
  cookies?: [string, string][];
  headers?: [string, string][];
  env?: JsonObject;
  [key: string]: Json | undefined | object;
}

export interface User {
  id?: string;
  email?: string;
  username?: string;
  name?: string;
  ip_address?: string;
  geo?: JsonObject;
  data?: JsonObject;
  [key: string]: Json | undefined | object;
}

export interface Sdk {
  name?: string;
  version?: string;
  integrations?: string[];
  packages?: JsonObject[];
  settings?: JsonObject;
  [key: string]: Json | undefined | object;
}

export interface EventError {
  type: string;
  name?: string;
  value?: Json;
  reason?: string;
  /** What errors of source maps say: `url`, `source`, `sourcemap`, `row`, `column`. */
  [key: string]: Json | undefined;
}
