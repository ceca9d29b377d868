import type { Issue } from './issue-store.ts';

export interface ReprocessOptions {
  /** Events that are looked at, the newest first; later calls go on with `cursor`. */
  limit: number;
  cursor?: string;
  /** Milliseconds that are left. */
  timeLeft: () => number;
}

export interface Reprocessed {
  /** Events that were looked at, and those of them that show something else now. */
  seen: number;
  changed: number;
  /** Grouping hashes of what they became that lead to the issue now. */
  attached: string[];
  /** Hashes that lead to another issue, by its id: that issue has the same bug. */
  elsewhere: Map<string, string>;
  /** Opaque; give it back to go on. Absent at the end. */
  next?: string;
}

/** Maps kept events again, with what has been uploaded since. */
export interface Reprocessor {
  reprocess(issue: Issue, options: ReprocessOptions): Promise<Reprocessed>;
}
