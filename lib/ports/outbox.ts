/** People are to be told of an issue. */
export interface IssueAnnouncement {
  kind: 'new' | 'regressed' | 'escalating';
  issueId: string;
  /** The event that caused it. */
  eventId: string;
}

/** People are to be told of a release that came without source maps. */
export interface ReleaseAnnouncement {
  kind: 'unmapped_release';
  /** Slugs of the project are those that the digest knew. */
  organization: string;
  projectId: string;
  projectSlug: string;
  version: string;
  /** The event that shows it, and its issue. */
  issueId: string;
  eventId: string;
  /** The file that was asked for, cut. */
  file: string;
  /** The word of `data.symbolication` of its frame. */
  fault: string;
  environment?: string;
}

export type Announcement = IssueAnnouncement | ReleaseAnnouncement;
export type AnnouncementKind = IssueAnnouncement['kind'];

/** What one transaction gave people to be told of: recorded with its cause, so that a crash announces late, never never. */
export interface OutboxEntry {
  /** Names the entry among those of one moment: 32 hex digits. */
  id: string;
  /** Milliseconds since 1970 at which it was recorded. */
  since: number;
  announcements: Announcement[];
}

/** Who records an entry publishes it, once. What it leaves behind is the sweep's. */
export interface Outbox {
  /** For what is announced beside the counts; a tally brings its own entry. Safe twice. */
  add(entry: OutboxEntry): Promise<void>;
  /** Entries that were recorded before `before` (ms) and are not settled yet, oldest first, at most `limit`. */
  due(before: number, limit: number): Promise<OutboxEntry[]>;
  /** Keeps only what is `left` to be told of an entry; nothing left: it is gone. Safe twice. */
  settle(entry: OutboxEntry, left: readonly Announcement[]): Promise<void>;
}
