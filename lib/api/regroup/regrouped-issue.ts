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
}

export interface RegroupedMember {
  readonly issue: Issue;
  readonly events: readonly RegroupedEvent[];
}

/** What was looked at, and what was not. */
export interface LookedAt {
  readonly issues: readonly RegroupedIssue[];
  readonly events: number;
  /** Issues of which no event is kept. */
  readonly withoutEvents: number;
  /** There are open issues that were not looked at: too many, or there was no time. */
  readonly more: boolean;
}
