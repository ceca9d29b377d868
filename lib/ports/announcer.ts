import type { SentryEvent } from '../protocol/event.ts';
import type { Issue } from './issue-store.ts';
import type { Announcement } from './outbox.ts';

export interface Announcer {
  /** Tells people and takes the announcement out of the outbox. When it throws, it is still in there. */
  announce(announcement: Announcement, issue: Issue, event?: SentryEvent): Promise<void>;
}
