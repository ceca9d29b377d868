import type { QueuedFeedback } from '../protocol/queue-message.ts';
import type { ShownIssues } from './issue-store.ts';

/** What a user wrote, as it is kept: scrubbed. */
export interface StoredFeedback extends Omit<QueuedFeedback, 'type'> {
  projectId: string;
  /** Of the event that it is about, where it was known when the feedback was stored. */
  issueId?: string;
  /** Milliseconds since 1970: when the edge had it. */
  received: number;
  /** Milliseconds since 1970: after this it must not be shown any more. */
  expires: number;
}

export interface FeedbackPage {
  feedback: StoredFeedback[];
  /** Opaque; give it back to read on. `undefined` at the end. */
  next?: string;
}

export interface FeedbackStore {
  /** Safe twice: what is kept under the same id is overwritten. */
  put(feedback: readonly StoredFeedback[]): Promise<void>;
  /** What was written about one event, the newest. */
  newestOfEvent(projectId: string, eventId: string): Promise<StoredFeedback | undefined>;
  /** Newest first. Lags behind a little, as the next. */
  listByProject(projectId: string, options: { limit: number; cursor?: string }): Promise<FeedbackPage>;
  /** Newest first. */
  listByIssue(issues: ShownIssues, options: { limit: number; cursor?: string }): Promise<FeedbackPage>;
}
