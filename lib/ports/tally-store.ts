import type { Outcome } from '../protocol/outcome.ts';
import type { Issue } from './issue-store.ts';
import type { Announcement } from './outbox.ts';
import type { WindowUse } from './quota-store.ts';

/** An event that is to be counted into an issue, and the message that brought it. */
export interface CountedEvent {
  eventId: string;
  /** See `QueuedEvent.second`. */
  second: number;
  messageId: string;
}

/** One issue's part of a batch. */
export interface IssueShare {
  issue: NewIssue | KnownIssue;
  /** Counted for the first time. */
  events: CountedEvent[];
  /** Brought again by another message than the one that counted them: each counts as a duplicate, once. */
  duplicates: CountedEvent[];
  /** Events by hour (ms since 1970) of their own time; sums to `events.length`. */
  hours: Map<number, number>;
  /** Hashes that lead to this issue from now on. */
  newHashes: string[];
  announcement?: Announcement;
}

export interface NewIssue {
  kind: 'new';
  /** With `count`, `firstSeen` and `lastSeen` of this share. */
  issue: Issue;
}

export interface KnownIssue {
  kind: 'known';
  /** As it was read. If its status is another one by now, nothing is written. */
  issue: Issue;
  /** What this share changes. `count` is added. */
  change: {
    lastSeen?: number;
    firstSeen?: number;
    latest?: Pick<Issue, 'title' | 'culprit' | 'level' | 'metadata'>;
    reopened?: { substatus: 'regressed'; at: number };
  };
}

/** The fates that a message brings from the edge; counted once a message. */
export interface MessageShare {
  messageId: string;
  /** Second of the receipt. */
  second: number;
}

/** What one transaction writes: all of it or nothing. */
export interface Tally {
  projectId: string;
  shares: IssueShare[];
  messages: MessageShare[];
  /** By hour of receipt (ms since 1970). */
  totals: { hour: number; outcome: Outcome }[];
  /** Each window once. */
  quotas?: WindowUse[];
}

export type TallyResult =
  | 'recorded'
  /** Others wrote to the same items at the same moment: try the same again. */
  | 'contended'
  /** Something is no longer as it was read: read again, plan again. */
  | 'outdated';

/** What is known of a counted event, seen from the message that brings it: read when a tally is outdated. */
export type ReceiptState =
  /** Nobody has counted it yet. */
  | 'none'
  /** This message has: it is delivered again. */
  | 'counted'
  /** Another message has: this one brings a duplicate. */
  | 'duplicate'
  /** Another message has, and this one's duplicate is counted too. */
  | 'duplicate_counted';

/** The digest's side of issues: exact counting. */
export interface TallyStore {
  /** Hashes without an issue are left out. */
  findIssues(projectId: string, hashes: readonly string[]): Promise<Map<string, Issue>>;
  /** In the order of `events`. Strongly consistent. */
  receipts(events: readonly { issueId: string; event: CountedEvent }[]): Promise<ReceiptState[]>;
  /** Ids of those messages that were counted already. Strongly consistent. */
  countedMessages(projectId: string, messages: readonly MessageShare[]): Promise<Set<string>>;
  /** The first of `count` numbers that are nobody else's. */
  reserveShortIds(projectId: string, count: number): Promise<number>;
  record(tally: Tally): Promise<TallyResult>;
  /** Table items that a share takes, and the most names that one of its receipts takes; see `MAX_TALLY_ITEMS`, `MAX_RECEIPT_NAMES`. */
  sizeOf(share: IssueShare): { items: number; names: number };
}

/** A DynamoDB transaction takes 100 items; a few are left for the totals. */
export const MAX_TALLY_ITEMS = 92;
/** Names that fit into one condition expression of 4 KB. */
export const MAX_RECEIPT_NAMES = 110;
