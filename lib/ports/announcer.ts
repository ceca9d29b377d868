import type { SentryEvent } from '../protocol/event.ts';
import type { Issue } from './issue-store.ts';
import type { IssueAnnouncement, ReleaseAnnouncement } from './outbox.ts';

export interface Announcer {
  /** Tells people. When it throws, they may not know yet. Taking it out of the outbox is its caller's. */
  announce(announcement: IssueAnnouncement, issue: Issue, event?: SentryEvent): Promise<void>;
  /** The same of a release. */
  announceRelease(announcement: ReleaseAnnouncement): Promise<void>;
}
