import type { Level } from './event.ts';

/** The life of an issue in Sentry's words. What a person, a rule, an event or a clock changes of it is one `LifeChange`. */
export type IssueStatus = 'unresolved' | 'resolved' | 'ignored';
export type IssueSubstatus =
  | 'new'
  | 'ongoing'
  | 'escalating'
  | 'regressed'
  | 'archived_until_escalating'
  | 'archived_until_condition_met'
  | 'archived_forever';

export type IssuePriority = 'low' | 'medium' | 'high';

/** Who is to mend it. */
export interface Assignee {
  type: 'user' | 'team';
  id: string;
  /** An address, or a team's slug. */
  name: string;
  /** A person's choice is never overridden by a rule. */
  by: 'manual' | 'ownership' | 'suspect_commit';
}

/** What “resolved” was said with. Without a resolution any later event is a regression. */
export interface Resolution {
  type: 'in_release' | 'in_next_release' | 'in_upcoming_release' | 'in_future_release' | 'in_commit';
  /**
   * Version of the release that has the fix; of a pending one the newest release when it was said, but of
   * `in_future_release` the version that is waited for, whether there is such a release or not.
   */
  release?: string;
  /** The newest release that the issue had been seen in. */
  currentRelease?: string;
  commit?: { id: string; repository: string };
  /** Milliseconds since 1970. */
  at: number;
}

/** Until when an issue stays archived: the first condition that holds brings it back. */
export interface ArchiveCondition {
  /** Milliseconds since 1970. */
  until?: number;
  /** Events since it was archived, or within `window` minutes. */
  count?: number;
  window?: number;
  /** Users since it was archived, or within `userWindow` minutes. */
  userCount?: number;
  userWindow?: number;
  /** The issue's events and users when it was archived. */
  countThen: number;
  usersThen: number;
}

/** Events an hour above which an archived issue escalates. */
export interface Forecast {
  /** Milliseconds since 1970: the UTC day that the first value is for. */
  from: number;
  /** One a day. */
  values: number[];
}

/** What is changed of an issue seldom, and always as a whole. */
export interface IssueLife {
  priority: IssuePriority;
  /** What it was born with: becoming ongoing restores it. */
  initialPriority: IssuePriority;
  /** A person has chosen the priority: rules leave it alone. */
  priorityLocked?: boolean;
  assignee?: Assignee;
  /** A person has taken the assignee away: rules name none again. */
  unassigned?: boolean;
  resolution?: Resolution;
  archive?: ArchiveCondition;
  forecast?: Forecast;
  /** It had been archived and came back by a condition. */
  reappeared?: boolean;
  /** Somebody has looked at it since it was new, regressed or escalating. */
  reviewed?: boolean;
}

/** Something that happened to an issue, as its page tells it. */
export interface Activity {
  /** Sentry's names. */
  type:
    | 'set_resolved'
    | 'set_resolved_in_release'
    | 'set_resolved_in_commit'
    | 'set_resolved_by_age'
    | 'set_unresolved'
    | 'set_ignored'
    | 'set_regression'
    | 'set_escalating'
    | 'auto_set_ongoing'
    | 'set_priority'
    | 'assigned'
    | 'unassigned'
    | 'mark_reviewed'
    | 'merge'
    | 'unmerge_source'
    | 'unmerge_destination';
  /** Milliseconds since 1970. */
  at: number;
  /** Absent: nobody, a rule. */
  user?: { id: string; name: string };
  /** Sentry's fields of this type. */
  data: Record<string, string | number | boolean | null | readonly string[] | readonly { id: string }[]>;
}

/**
 * What becomes of an issue. `statusChanged` of the issue becomes the time of the decision where status or substatus
 * change, and stays as it is where only its life does.
 */
export interface LifeChange {
  status: IssueStatus;
  substatus: IssueSubstatus | null;
  life: IssueLife;
  activity?: Activity;
  /** People are to be told, of this event. */
  announce?: { kind: 'regressed' | 'escalating'; eventId: string };
}

const PRIORITIES = {
  debug: 'low',
  info: 'low',
  warning: 'medium',
  error: 'high',
  fatal: 'high',
} as const satisfies Record<Level, IssuePriority>;

/** Sentry's numbers. */
export const PRIORITY_NUMBERS = { low: 25, medium: 50, high: 75 } as const satisfies Record<IssuePriority, number>;

/** What an issue of this level begins with. */
export const lifeAtBirth = (level: Level): IssueLife => ({
  priority: PRIORITIES[level],
  initialPriority: PRIORITIES[level],
});
