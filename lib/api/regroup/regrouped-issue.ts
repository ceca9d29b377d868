import type { Issue } from '../../ports/issue-store.ts';

/** An event that was looked at, with the hashes that the rules give it. */
export interface RegroupedEvent {
  readonly eventId: string;
  readonly hashes: readonly string[];
  /** Hashes by which it is looked up if these lead nowhere. */
  readonly formerHashes: () => readonly string[];
}

/** An issue that people see, with those that were merged into it. */
export interface RegroupedIssue {
  readonly issue: Issue;
  /** Itself and those, each with hashes and events of its own. */
  readonly members: readonly RegroupedMember[];
  /** The issue that shows it because it was carved out of that: rules may tell it apart, or not any more. */
  readonly partOf?: Issue;
  /** Of one that falls apart: whether all that its own hashes brought was looked at. Absent: nobody has asked. */
  readonly whole?: WholeIssue;
}

/** How many of its events were looked at. */
export const eventsOf = ({ members }: RegroupedIssue): number =>
  members.reduce((sum, { events }) => sum + events.length, 0);

export interface RegroupedMember {
  readonly issue: Issue;
  readonly events: readonly RegroupedEvent[];
}

/**
 * `kept`: every event is there to be looked at. `counted`: of some nothing is kept but their count. `many`: more than one
 * regrouping looks at. `together`: nobody has asked, as they come together elsewhere.
 */
export type WholeIssue = 'kept' | 'counted' | 'many' | 'together';

/** What was looked at, and what was not. */
export interface LookedAt {
  readonly issues: readonly RegroupedIssue[];
  readonly events: number;
  /** Issues of which no event is kept. */
  readonly withoutEvents: number;
  /** There are open issues that were not looked at: too many, or there was no time. */
  readonly more: boolean;
}
