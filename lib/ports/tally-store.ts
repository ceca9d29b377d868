import type { Activity, IssueLife, IssueStatus, IssueSubstatus } from '../protocol/issue-life.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { Issue } from './issue-store.ts';
import type { IssueAnnouncement, OutboxEntry } from './outbox.ts';
import type { WindowUse } from './quota-store.ts';
import type { ReleaseDayCount } from './release-counts.ts';

/** An event that is to be counted, and the message that brought it. */
export interface CountedEvent {
  eventId: string;
  /** See `QueuedEvent.second`. */
  second: number;
  messageId: string;
  /** Its message was a dead letter and is sent again: what is reserved for it is its to count. */
  redriven?: boolean;
}

/** How often a tag had a value among the events of a share. Without a value: all values that are not told apart. */
export interface TagCount {
  key: string;
  value?: string;
  count: number;
}

/** One issue's part of a batch. */
export interface IssueShare {
  issue: NewIssue | KnownIssue;
  /** Counted for the first time. */
  events: CountedEvent[];
  /** Ids of those whose payload is kept; the others are counted only. */
  kept: ReadonlySet<string>;
  /** Events by hour (ms since 1970) of their own time; what a new issue's birth holds is left out. */
  hours: ReadonlyMap<number, number>;
  /** Each key and value once; what a new issue's birth holds is left out. */
  tags: readonly TagCount[];
  newHashes: readonly NewHash[];
  announcement?: IssueAnnouncement;
  activity?: Activity;
}

/** A hash that leads to the issue from now on. */
export interface NewHash {
  hash: string;
  /** The issue that it led to until now, and that is gone. */
  instead?: string;
}

/** What leads to an issue once a share of it is recorded. */
export const hashesAfter = ({ hashes }: Pick<Issue, 'hashes'>, added: readonly NewHash[]): string[] => [
  ...new Set([...hashes, ...added.map(({ hash }) => hash)]),
];

export interface NewIssue {
  kind: 'new';
  /** With `count`, `firstSeen` and `lastSeen` of this share. */
  issue: Issue;
}

export interface KnownIssue {
  kind: 'known';
  /** As it was read. If its status is another one by now, or it was merged or unmerged, nothing is written. */
  issue: Issue;
  change: IssueChange;
  /** Of one that was merged: the one that shows it, and counts its events too. All that is of life is this one's. */
  primary?: { issue: Issue; change: IssueChange };
}

/** The issues that a share counts into: one, or that which was merged and the one that shows it. */
export const issuesOf = ({ issue }: Pick<IssueShare, 'issue'>): Issue[] =>
  issue.kind === 'known' && issue.primary ? [issue.issue, issue.primary.issue] : [issue.issue];

/** The issue that shows the events of a share, as it was read. */
export const shownBy = ({ issue }: Pick<IssueShare, 'issue'>): Issue =>
  (issue.kind === 'known' && issue.primary?.issue) || issue.issue;

/** What a share changes of its issue. The count is added. */
export interface IssueChange {
  lastSeen?: number;
  firstSeen?: number;
  /** The same of its own events only, where others were merged into it. */
  own?: { lastSeen?: number; firstSeen?: number };
  latest?: Pick<Issue, 'title' | 'culprit' | 'level' | 'metadata'>;
  users?: number;
  keptSlot?: number;
  expires?: number;
  /** Written only if `lifeVersion` is still the one that was read. */
  life?: { status: IssueStatus; substatus: IssueSubstatus | null; life: IssueLife; statusChanged: number };
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
  shares: readonly IssueShare[];
  /** Brought again by another message than the one that counted them: each counts as a duplicate, once. */
  duplicates?: readonly CountedEvent[];
  /** Counted without an issue: people have discarded theirs. */
  discarded?: readonly CountedEvent[];
  messages: readonly MessageShare[];
  /** By hour of receipt (ms since 1970). */
  totals: readonly { hour: number; outcome: Outcome }[];
  /** Each window once. */
  quotas?: readonly WindowUse[];
  /** What the shares' events say of releases: each is a row of its own. */
  releases?: readonly ReleaseUse[];
  /**
   * Releases of which people are told now that they came without source maps. Nothing is written if one is gone, if they
   * were told of one before, or of `MAX_UNMAPPED_TOLD` on that day (UTC) already. Each is a row, and the day is one.
   * `at`: milliseconds since 1970.
   */
  unmapped?: { versions: readonly string[]; day: string; at: number };
  /** What the shares announce. */
  outbox?: OutboxEntry;
}

/** Events that named a release, of one day of receipt (`2026-11-22`, UTC) and environment (`''`: none), and the issues that they opened. */
export interface ReleaseUse extends ReleaseDayCount {
  version: string;
}

export type TallyResult =
  | 'recorded'
  /** Others wrote to the same items at the same moment: try the same again. */
  | 'contended'
  /** Something is no longer as it was read: read again, plan again. */
  | 'outdated';

/** What is known of an event, seen from the message that brings it: read when a tally is outdated. */
export type ReceiptState =
  /** Nobody has counted it yet. */
  | { state: 'none' }
  /** Nobody has, and nobody else may: it was part of a dead letter, and this message is that letter. */
  | { state: 'reserved' }
  /** This message has: it is delivered again. `kept`: the payload is to be kept. */
  | { state: 'counted'; kept: boolean }
  /** Another message has: this one brings a duplicate. */
  | { state: 'duplicate' }
  /** This one's duplicate is counted. */
  | { state: 'duplicate_counted' };

/** Where a hash leads. */
export type HashOwner =
  /** Of an issue that was merged, `primary` is the one that shows it. */
  | { kind: 'issue'; issue: Issue; primary?: Issue }
  /** To an issue that is deleted or expired: the hash is free. */
  | { kind: 'dead'; issueId: string }
  /** To an issue that people have deleted with all that is to come. */
  | { kind: 'discarded'; issueId: string };

/** Values of tags that an issue tells apart already. */
export type SeenTags = ReadonlyMap<string, ReadonlySet<string>>;

/** An issue, the one that shows it where it was merged, and 8-byte hashes (hex) of users who were affected now. */
export interface AffectedIssue {
  issue: Issue;
  primary?: Issue | undefined;
  hashes: readonly string[];
}

/** The digest's side of issues: exact counting. */
export interface TallyStore {
  /** Hashes that nobody has are left out. */
  findOwners(projectId: string, hashes: readonly string[]): Promise<Map<string, HashOwner>>;
  /** By issue id, with those of its birth. What this process has seen itself may be enough, if it knows all of `wanted`. */
  seenTags(issues: readonly { issue: Issue; wanted: SeenTags }[]): Promise<Map<string, SeenTags>>;
  /**
   * Adds users (8-byte hashes in hex) to those of issues, and to those of the issues that show them; safe twice, and no
   * part of a tally.
   * @returns users affected, by issue id: of one that shows others, those of all of them
   */
  addUsers(users: readonly AffectedIssue[]): Promise<Map<string, number>>;
  /**
   * Adds users (8-byte hashes in hex) to those of releases, by version; safe twice, and no part of a tally. Exact up to 512
   * a release, estimated beyond, as an issue's.
   */
  addReleaseUsers(projectId: string, users: ReadonlyMap<string, readonly string[]>): Promise<void>;
  /**
   * Issues that were merged into one live as long as it does, with their tags and users. Safe twice, no part of a tally.
   * @param until milliseconds since 1970
   */
  keepMerged(issue: Issue, until: number): Promise<void>;
  /** In the order of `events`. Strongly consistent. */
  receipts(projectId: string, events: readonly CountedEvent[]): Promise<ReceiptState[]>;
  /** Ids of those messages that were counted already. Strongly consistent. */
  countedMessages(projectId: string, messages: readonly MessageShare[]): Promise<Set<string>>;
  /** The first of `count` numbers that are nobody else's. */
  reserveShortIds(projectId: string, count: number): Promise<number>;
  record(tally: Tally): Promise<TallyResult>;
  /** Of how many releases people were told on a day (UTC) that they came without source maps. Strongly consistent. */
  unmappedTold(projectId: string, day: string): Promise<number>;
  /** Rows that a share writes beside receipts, totals and outbox. */
  rowsOf(share: IssueShare): number;
  /** Names the receipt that an event's entry goes into; see `MAX_RECEIPT_NAMES`. */
  receiptOf(projectId: string, event: CountedEvent): string;
}

/** Rows of one transaction: a limit of DynamoDB. */
export const MAX_TALLY_ROWS = 100;
/** Releases without source maps that people are told of, of one project on one day: names of releases are for anybody to make up. */
export const MAX_UNMAPPED_TOLD = 10;
/** Entries that one transaction adds to one receipt: as many as fit into a condition of 4 KB with 300 operators. */
export const MAX_RECEIPT_NAMES = 125;
/** How many of those an event takes: where its dead letter may have reserved its entry, the condition is twice as long. */
export const receiptNames = (event: CountedEvent): number => (event.redriven ? 2 : 1);
