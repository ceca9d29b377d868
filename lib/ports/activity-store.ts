import type { Activity } from '../protocol/issue-life.ts';
import type { ShownIssues } from './issue-store.ts';

/** An activity with a name of its own: what happened twice at one moment in the same way is one. */
export interface StoredActivity extends Activity {
  id: string;
}

/** Activities are kept this long, whatever becomes of their issue's events. */
export const ACTIVITY_DAYS = 366;

/** What happened to issues. Written in the transaction that makes it happen; see `IssueStore.change` and `TallyStore`. */
export interface ActivityStore {
  /** Newest first, expired ones left out. */
  list(
    issues: ShownIssues,
    options: { limit: number; cursor?: string },
  ): Promise<{ activities: StoredActivity[]; next?: string }>;
}
