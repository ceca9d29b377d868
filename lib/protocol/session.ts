/** How a session stands: all but `ok` are over. `other`: a word that a later SDK may have for it. */
export const SESSION_STATUSES = ['ok', 'exited', 'crashed', 'abnormal', 'errored', 'unhandled', 'other'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** One update of one session, as an SDK in an app or a page sends it. Times are Unix seconds. */
export interface Session {
  /** 32 hex digits: the same in every update. */
  id: string;
  /** Who the user is, as the SDK says it. */
  distinctId?: string;
  /** Grows with every update. */
  sequence: number;
  /** The first update: the one that counts the session. */
  init: boolean;
  timestamp: number;
  started: number;
  status: SessionStatus;
  errors: number;
  /** Seconds. */
  duration?: number;
  /** Why it ended abnormally, such as `anr_foreground`. */
  abnormalMechanism?: string;
  attributes: SessionAttributes;
}

export interface SessionAttributes {
  release: string;
  environment?: string;
  ipAddress?: string;
  userAgent?: string;
}

/** Sessions that a server counted by itself, such as its requests of one minute. */
export interface SessionCounts {
  /** Unix seconds. */
  started: number;
  distinctId?: string;
  exited: number;
  errored: number;
  abnormal: number;
  unhandled: number;
  crashed: number;
}

export interface SessionAggregates {
  counts: SessionCounts[];
  /** Sessions of counts that are too old, or ahead of our clock. */
  untimely: number;
  attributes: SessionAttributes;
}
