import type { SentryEvent } from '../protocol/event.ts';
import type { ShownIssues } from './issue-store.ts';

/** An event as it is kept: scrubbed, normalized, grouped. */
export interface StoredEvent {
  projectId: string;
  issueId: string;
  eventId: string;
  /** Milliseconds since 1970: the event's own time. */
  timestamp: number;
  /** Milliseconds since 1970: when the edge had it. */
  received: number;
  /** Milliseconds since 1970: when the edge was done with it, when the queue had it, and when the digest had counted it. */
  scrubbed?: number;
  queued?: number;
  digested?: number;
  /** Milliseconds since 1970: after this it must not be shown any more. */
  expires: number;
  /** Under which class of days an object of it lies, so that the bucket's lifecycle deletes it: `d30`. */
  objectClass?: string;
  event: SentryEvent;
}

export interface EventPage {
  events: StoredEvent[];
  /** Opaque; give it back to read on. `undefined` at the end. */
  next?: string;
}

export interface EventStore {
  /** Keeps each event once: an id that is kept already is overwritten by the same content. Safe twice. */
  put(events: readonly StoredEvent[]): Promise<void>;
  /** Keeps only those whose id is not kept yet. */
  putMissing(events: readonly StoredEvent[]): Promise<void>;
  /** What a kept event has become. `false`: it is not kept any more, and nothing was written. */
  replace(event: StoredEvent): Promise<boolean>;
  get(projectId: string, eventId: string): Promise<StoredEvent | undefined>;
  /**
   * Gives events of one issue to another, with their attachments and what users wrote of them. Those that are not that
   * issue's are left alone. Safe twice.
   */
  move(projectId: string, eventIds: readonly string[], between: { from: string; to: string }): Promise<void>;
  /** The issues of those events that are kept, by event id. */
  issuesOf(projectId: string, eventIds: readonly string[]): Promise<Map<string, string>>;
  /** Newest first, those of one moment by id, the largest first. */
  listByIssue(issues: ShownIssues, options: { limit: number; cursor?: string }): Promise<EventPage>;
  /** The event next to one in time, within its issue; `undefined` at the end. */
  neighbour(
    issues: ShownIssues,
    event: { timestamp: number; eventId: string },
    direction: 'next' | 'previous',
  ): Promise<string | undefined>;
  /** The newest or oldest kept event of an issue. */
  edge(issues: ShownIssues, which: 'newest' | 'oldest'): Promise<StoredEvent | undefined>;
}
