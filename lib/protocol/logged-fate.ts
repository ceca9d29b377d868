/**
 * Fates of events of which nothing else is kept. Of two that one event id has, sent twice, the earlier in this list is the
 * one to be told. Files hold places in this list: it only ever grows at its end.
 */
export const LOGGED_OUTCOMES = ['counted_only', 'filtered', 'invalid', 'rate_limited'] as const;
export type LoggedOutcome = (typeof LOGGED_OUTCOMES)[number];

/** What became of one event, and when. All times in milliseconds since 1970. */
export interface LoggedFate {
  /** 32 hex digits. */
  eventId: string;
  received: number;
  /** When the edge was done with it. */
  scrubbed?: number;
  queued?: number;
  /** When it was counted. */
  digested: number;
  outcome: LoggedOutcome;
  /** Empty where the fate needs none. */
  reason: string;
  /** The issue that counts it, by its number within the project. */
  issueNumber?: number;
}
