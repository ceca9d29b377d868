/** What one person has noted of an issue for themselves. Times in milliseconds since 1970. */
export interface IssueMark {
  /** When they looked at it last. */
  seen?: number;
  bookmarked?: boolean;
  subscribed?: boolean;
}

export interface MarkedBy extends IssueMark {
  user: { id: string; name: string };
}

/** Marks are kept this long after they were changed last. */
export const MARK_DAYS = 366;
/** People of one issue that are told of. */
export const MAX_MARKS = 100;

export interface MarkStore {
  /** A person's marks by issue id; issues without any are left out. */
  of(userId: string, issueIds: readonly string[]): Promise<Map<string, IssueMark>>;
  /** Everybody's marks of an issue, at most `MAX_MARKS`, in no order. */
  ofIssue(issueId: string): Promise<MarkedBy[]>;
  /** Changes the given marks and leaves the others. `seen: undefined` takes that mark away. */
  mark(issueId: string, user: { id: string; name: string }, change: MarkChange): Promise<void>;
}

export interface MarkChange {
  seen?: number | undefined;
  bookmarked?: boolean;
  subscribed?: boolean;
}
