import type { LoggedFate } from '../protocol/logged-fate.ts';

/** How long fates are kept: as long as the events of their project would have been. */
export interface FatesKept {
  days: number;
  /** How keys of their objects go on, so that the bucket's lifecycle deletes them: `d30`. */
  objectClass: string;
}

/** What became of those events that have no row of their own. */
export interface FateLog {
  /** Durable when it returns. Safe twice. */
  append(projectId: string, kept: FatesKept, fates: readonly LoggedFate[]): Promise<void>;
  /**
   * What became of an event, unless its time is over: the latest day that knows it decides, and there the first of
   * `LOGGED_OUTCOMES`. `too_many`: more was logged than one look goes through; `near` makes it less.
   * @param options `near`: milliseconds since 1970, about when the event was received; looks a day before and after it
   */
  find(projectId: string, eventId: string, options?: { near?: number }): Promise<LoggedFate | 'too_many' | undefined>;
  /** People were told because of these events. Safe twice. @param at milliseconds since 1970 */
  noteAnnounced(events: readonly { projectId: string; eventId: string }[], at: number): Promise<void>;
  /** When people were told because of an event, in milliseconds since 1970. */
  announcedAt(projectId: string, eventId: string): Promise<number | undefined>;
}

/** One day's log of a project, of which there is something to merge. */
export interface FateDay {
  projectId: string;
  /** UTC: `2026-11-22`. */
  day: string;
  /** Milliseconds since 1970: when it was to be merged. */
  due: number;
}

/** The log's upkeep: many small files become few large ones, so that looking into 90 days stays cheap. */
export interface FateMerging {
  /** Days whose time has come, the longest due first. */
  due(limit: number): Promise<FateDay[]>;
  /** One bounded step. Safe twice, beside others, and to be interrupted anywhere: no fate is lost by it. */
  merge(day: FateDay): Promise<'more' | 'done'>;
  /** Nothing is left to be done of it for now. */
  settle(day: FateDay): Promise<void>;
  /** @param until milliseconds since 1970 */
  postpone(day: FateDay, until: number): Promise<void>;
}
