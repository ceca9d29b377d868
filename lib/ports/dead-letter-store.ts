import type { DataCategory } from '../protocol/data-category.ts';
import type { DeadLetterReason, LetterForm } from '../protocol/dead-letter.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { CountedEvent, MessageShare } from './tally-store.ts';

/** A message that the digest gave up. */
export interface DeadLetter {
  /** 32 hex digits: the message's own id where it could be read. */
  id: string;
  /** Whose it is; absent: nobody could tell. */
  origin?: { organization: string; projectId: string; projectSlug: string };
  reason: DeadLetterReason;
  /** What went wrong, in words of ours or of AWS: never text of the message. */
  error: string;
  /** Id that the queue gave to the last delivery. */
  recordId: string;
  /** Milliseconds since 1970: when the edge had it, when it was queued, when it was given up. */
  received?: number;
  queued?: number;
  buried: number;
  /** Deliveries since it was last sent. */
  tries: number;
  /** How often it was sent again from here. */
  redrives: number;
  /** What it holds, by category; counted or not. Empty where it cannot be read. */
  held: { category: DataCategory; quantity: number }[];
  /** Ids of its events, the first `MAX_LETTER_EVENTS`. */
  eventIds: string[];
  /** Absent: there was nothing to keep. */
  body?: { key: string; form: LetterForm; bytes: number };
  /** Milliseconds since 1970: after this it must not be shown any more. */
  expires: number;
}

export const MAX_LETTER_EVENTS = 100;

/** What a message brings to be counted. */
export interface Countable {
  /** Hour of receipt, milliseconds since 1970. */
  hour: number;
  /** Each with a receipt of its own. */
  events: { event: CountedEvent; category: DataCategory }[];
  /** Counted once a message. Absent: nothing could be read of it. */
  message?: MessageShare;
  outcomes: Outcome[];
}

export interface LetterQuery {
  /** Absent: letters that nobody could attribute. */
  organization?: string;
  projectId?: string;
  reason?: DeadLetterReason;
  limit: number;
  cursor?: string;
}

export interface LetterPage {
  letters: DeadLetter[];
  /** Opaque; give it back to read on. `undefined` at the end. A page may hold fewer than `limit`, even none. */
  next?: string;
}

/** Messages that were given up, and the part that they have in the counts. */
export interface DeadLetterStore {
  /**
   * Keeps the letter and counts what of `countable` was not counted before: its events as `dead_lettered`, the rest as it
   * stands there. Exactly once each, whoever counts the same message meanwhile; safe twice.
   */
  bury(letter: DeadLetter, countable: Countable | undefined): Promise<void>;
  /**
   * Takes back what `bury` counted for a letter before it was sent again for the `times`th time, so that its message can
   * be counted as what becomes of it now: by that message alone. Safe twice.
   */
  exhume(letter: { letter: string; times: number }): Promise<void>;
  get(id: string): Promise<DeadLetter | undefined>;
  /** The letter that holds an event, also one that people have sent again or dropped: then it is gone. */
  ofEvent(projectId: string, eventId: string): Promise<DeadLetter | undefined>;
  /** Latest first. Lags behind a little. */
  list(query: LetterQuery): Promise<LetterPage>;
  /** Unless it was given up once more since it was read. What it was counted as stays. Safe twice. */
  delete(letter: Pick<DeadLetter, 'id' | 'redrives'>): Promise<void>;
}
