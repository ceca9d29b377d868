/** Why people are to be told of an issue. */
export type AnnouncementKind = 'new' | 'regressed' | 'escalating';

/** Recorded in the same write that causes it, removed once published: a crash in between announces late, never never. */
export interface Announcement {
  kind: AnnouncementKind;
  issueId: string;
  /** The event that caused it. */
  eventId: string;
  /** Milliseconds since 1970 at which it was recorded. */
  since: number;
}

export interface Outbox {
  /** What was recorded before `before` (ms) and is not published yet, oldest first, at most `limit`. */
  due(before: number, limit: number): Promise<Announcement[]>;
  /** What is still unpublished of these issues. */
  of(issueIds: readonly string[]): Promise<Announcement[]>;
  /** Safe twice. */
  delete(announcement: Announcement): Promise<void>;
}
