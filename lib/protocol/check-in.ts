/** What a job says of one of its runs. */
export interface CheckIn {
  /** 32 hex digits; `NIL_CHECK_IN_ID`: the run that is in progress. */
  id: string;
  /** `[a-z0-9_-]`, at most 50 characters. */
  monitor: string;
  status: CheckInStatus;
  environment?: string;
  /** Seconds. */
  duration?: number;
  /** The monitor is made, or changed, to be like this. */
  monitorConfig?: MonitorConfig;
  /** 32 hex digits. */
  traceId?: string;
}

export const NIL_CHECK_IN_ID = '0'.repeat(32);

/** `unknown`: any word that is none of the others; `missed` is the server's alone. */
export type CheckInStatus = 'ok' | 'error' | 'in_progress' | 'unknown';

export interface MonitorConfig {
  schedule: Schedule;
  /** Minutes after the time that was due until the run counts as missed. */
  checkinMargin?: number;
  /** Minutes until a run that is in progress counts as failed. */
  maxRuntime?: number;
  /** Name in the tz database. */
  timezone?: string;
  /** Failures in a row until there is an issue. */
  failureIssueThreshold?: number;
  /** Successes in a row until it is resolved. */
  recoveryThreshold?: number;
  owner?: string;
}

export type Schedule =
  /** Five fields, or a name such as `@daily`. */
  { type: 'crontab'; value: string } | { type: 'interval'; value: number; unit: IntervalUnit };

export const INTERVAL_UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute'] as const;
export type IntervalUnit = (typeof INTERVAL_UNITS)[number];
