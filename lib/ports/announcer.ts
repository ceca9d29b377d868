import type { SentryEvent } from '../protocol/event.ts';
import type { Issue } from './issue-store.ts';
import type { IssueAnnouncement } from './outbox.ts';

export interface Announcer {
  /** Tells people. When it throws, they may not know yet. Taking it out of the outbox is its caller's. */
  announce(announcement: IssueAnnouncement, issue: Issue, event?: SentryEvent): Promise<void>;
}
