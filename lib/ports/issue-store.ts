import type { Level } from '../protocol/event.ts';
import type { Activity, IssueLife, IssueStatus, IssueSubstatus, LifeChange } from '../protocol/issue-life.ts';

export interface Issue {
  /** Decimal text. */
  id: string;
  /** Counts up within the project. */
  number: number;
  /** `FRONT-1A`: the project's slug and the number in base 36. */
  shortId: string;
  projectId: string;
  organization: string;
  projectSlug: string;
  title: string;
  culprit: string;
  /** `error`, `default`, `csp` … as the event's type. */
  type: string;
  metadata: IssueMetadata;
  level: Level;
  platform: string;
  status: IssueStatus;
  substatus: IssueSubstatus | null;
  /** Milliseconds since 1970: when the status was last changed by a person or a rule. */
  statusChanged: number;
  life: IssueLife;
  /** Grows with each change of status, substatus or life: who decides on what was read says so in a condition. */
  lifeVersion: number;
  /** Events that were counted: distinct accepted event ids. */
  count: number;
  /** Users affected: exact while they are few, then estimated. */
  users: number;
  /** Milliseconds since 1970: the smallest and largest event time. */
  firstSeen: number;
  lastSeen: number;
  /** Hashes that lead to it. */
  hashes: string[];
  /** The latest time slot that an event was kept of; see docs/storms.md. */
  keptSlot: number;
  /** What the events that opened it would have written into rows of their own. */
  birth: IssueBirth;
  /** Milliseconds since 1970: when all of its events are expired. After this it must not be shown any more. */
  expires: number;
  /** Issues that were merged into it; absent while there are none. Counts, users and times above are of all of them together. */
  merged?: MergedIssues;
  /** The issue that it was merged into, and that shows its events. It has no life and no place in any list of its own. */
  mergedInto?: string;
  /** Grows with each merge and unmerge that it is part of, and with what is carved out of it; absent before the first. */
  mergeVersion?: number;
  /** The issue that it was carved out of. */
  partOf?: string;
}

/** What an issue needs to know of those that were merged into it, and of itself without them. */
export interface MergedIssues {
  ids: readonly string[];
  /** Their part of its count. */
  count: number;
  /** Milliseconds since 1970: the smallest and largest time of events of its own. */
  firstSeen: number;
  lastSeen: number;
}

/** Issues that one can show beside its own: each is a few reads more of whoever looks at it. */
export const MAX_MERGED_ISSUES = 50;
/** Hashes that lead to one issue. Its row names them all, and is charged for with each of its events. */
export const MAX_ISSUE_HASHES = 200;

/** An issue with what its own hashes brought, without what was merged into it. Users are not told apart here. */
export const ownOf = ({ merged, ...issue }: Issue): Issue =>
  merged
    ? { ...issue, count: issue.count - merged.count, firstSeen: merged.firstSeen, lastSeen: merged.lastSeen }
    : issue;

/** Out of what `get` has found: the issue of this id, unless another shows it. Lists and clocks mean the issue itself. */
export const itself = (found: ReadonlyMap<string, Issue>, id: string): Issue | undefined => {
  const issue = found.get(id);
  return issue?.id === id ? issue : undefined;
};

/** An issue by its id, or all that one shows: what they have is listed together. */
export type ShownIssues = string | readonly string[];

/** Under which issues its events lie: itself, and those that were merged into it. */
export const idsOf = ({ id, merged }: Pick<Issue, 'id' | 'merged'>): readonly string[] => [id, ...(merged?.ids ?? [])];

/** Counts of the first events of an issue: they stand in its own row, so that an issue of one event has no other rows. */
export interface IssueBirth {
  /** Hours in milliseconds since 1970, and the events in them. */
  hours: [hour: number, count: number][];
  tags: [key: string, value: string, count: number][];
  /** 8-byte hashes of users, as hex. */
  users: string[];
}

/** What a list shows of an issue beside its title. */
export interface IssueMetadata {
  type?: string;
  value?: string;
  filename?: string;
  function?: string;
  title?: string;
  /** Of a CSP report: what forbade it, what was refused, and both as a sentence. */
  directive?: string;
  uri?: string;
  message?: string;
  /** Whose the frames of its latest event are; absent where it has none. */
  in_app_frame_mix?: 'in-app-only' | 'system-only' | 'mixed';
}

/**
 * One of the orders that a project's issues are read in, from the largest down. `seen`: all of one status; `events`:
 * those with at least `RANKED_FROM` events; `users`: those of any status with as many users affected.
 */
export type IssueOrder =
  | { projectId: string; status: IssueStatus; by: 'seen' | 'events' }
  | { projectId: string; by: 'users' };

/** Fewer events or users than this give an issue no place in the order by them. */
export const RANKED_FROM = 10;

/**
 * Where an issue stands in an order. Orders of one kind are merged by comparing `at`, then `id` as text: the larger
 * comes first. What an issue has exactly stands in the issue; a rank is coarser, so that it need not change with each
 * event.
 */
export interface IssueRank {
  id: string;
  /** `seen`: milliseconds since 1970, to the minute. `events` and `users`: a step of log1.1. */
  at: number;
}

/** What becomes of an issue's life, and all that is written with it. */
export interface LifeWrite extends Omit<LifeChange, 'activity' | 'announce'> {
  /** Milliseconds since 1970: when its status was changed last, from now on. */
  statusChanged: number;
  activities: readonly Activity[];
  /** What a clock is to do about it. */
  due: readonly { kind: 'wake' | 'forecast'; at: number }[];
  /** It waits for a release. */
  pending: boolean;
}

export interface IssuePage {
  issues: Issue[];
  /** Opaque; give it back to read on. `undefined` at the end. */
  next?: string;
}

/** Reading and managing issues: what the API needs. */
export interface IssueStore {
  /**
   * By the ids that were asked for. The id of an issue that was merged leads to the one that shows it, whose own id is
   * another. @param options `consistent: false`: at half the cost, and perhaps a moment behind, as lists are anyway
   */
  get(ids: readonly string[], options?: { consistent: boolean }): Promise<Map<string, Issue>>;
  findByShortId(organization: string, shortId: string): Promise<Issue | undefined>;
  /** What is ranked below a place; `more`: there may be further ones. Reads keys only, which lag behind the issues a little. */
  ranks(
    order: IssueOrder,
    options: { limit: number; below?: IssueRank },
  ): Promise<{ ranks: IssueRank[]; more: boolean }>;
  /** The `limit` largest numbers of a project below one, and their issues; those that are nobody's any more stand there without. None at the end. */
  newest(
    projectId: string,
    options: { limit: number; below?: number },
  ): Promise<{ number: number; issue: Issue | undefined }[]>;
  /** Most recently seen first, by the minute; within a page exactly. */
  list(projectId: string, status: IssueStatus, options: { limit: number; cursor?: string }): Promise<IssuePage>;
  /**
   * Writes what becomes of an issue's life, all or nothing. `outdated`: its life is not of this version any more: read
   * it, and decide again. `gone`: there is no such issue, or it was merged into another.
   */
  change(id: string, version: number, change: LifeWrite): Promise<'changed' | 'outdated' | 'gone'>;
  /**
   * Hides it for good: nobody finds it any more, and what comes with its hashes opens a new issue. With `discardedBy`
   * what comes with its hashes is discarded, and a tombstone says so. Those that were merged into it go with it.
   * `false`: there is no such issue.
   */
  delete(id: string, at: number, options?: { discardedBy?: { id: string; name: string } }): Promise<boolean>;
  /** Those that were merged into an issue, each with counts and times of its own. */
  mergedOf(issue: Pick<Issue, 'id' | 'merged'>): Promise<Issue[]>;
  /**
   * From now on one issue shows the events of another, and of those that were merged into that: all of it or nothing.
   * Their counts stay apart, so that it can be undone exactly. `merged` also when it was done before; `gone`: one of
   * them is gone, merged into a third, or another project's; `full`: they would be more than `MAX_MERGED_ISSUES`;
   * `unready`: one was opened just now, and the users of its first events are still being written.
   */
  merge(into: string, id: string, by: Merging): Promise<'merged' | 'gone' | 'full' | 'unready'>;
  /**
   * Undoes a merge: the issue has what its own hashes brought, before the merge and since, and a life of its own again.
   * `gone`: it is not merged into that issue (any more).
   */
  unmerge(from: string, id: string, by: Merging, lived: LivedAgain): Promise<'unmerged' | 'gone'>;
  /**
   * Makes an issue of events of another, and lets that show it, so that nothing that people see is another than before:
   * all of it or nothing. What is shown is then split off by `unmerge`. The events themselves are moved by
   * `EventStore.move`, before that. `carved` also when it was done before; `gone`: the issue is gone or merged into
   * another; `full`: it shows as many others as it can, or its hours are too many for one transaction; `changed`: it has
   * not counted what `part` and `rest` come to together.
   */
  carve(issueId: string, carving: Carving): Promise<'carved' | 'gone' | 'full' | 'changed'>;
  /**
   * Names an issue anew after an event of it. `false`: a later event than at `lastSeen` (ms since 1970) has named it, or
   * it is gone.
   */
  rename(id: string, lastSeen: number, face: Pick<Issue, 'title' | 'culprit' | 'metadata'>): Promise<boolean>;
  /**
   * Makes hashes lead to an issue that lead nowhere, or to one that is gone. Safe twice. What is in neither answer found
   * no room (`MAX_ISSUE_HASHES`) or no issue. @param issueId of one that was merged, too: the hashes become its own
   */
  attachHashes(issueId: string, hashes: readonly string[]): Promise<AttachedHashes>;
}

/** Who merges or unmerges, and when (ms since 1970). */
export interface Merging {
  at: number;
  user: { id: string; name: string };
}

/** Events that leave an issue, and those that stay: together they are all that it has counted by itself. */
export interface Carving {
  /** Of the new issue; its number is one that `TallyStore.reserveShortIds` gave. */
  id: string;
  number: number;
  part: CarvedEvents;
  rest: CarvedEvents;
}

/** What events were counted as. */
export interface CarvedEvents {
  count: number;
  /** Milliseconds since 1970: the smallest and largest event time. */
  firstSeen: number;
  lastSeen: number;
  /** Events by hour (ms since 1970). */
  hours: ReadonlyMap<number, number>;
  tags: readonly { key: string; value: string; count: number }[];
  /** 8-byte hashes, in hex, each once. */
  users: readonly string[];
  /** Of the latest of them. */
  face: Pick<Issue, 'title' | 'culprit' | 'type' | 'metadata' | 'level' | 'platform'>;
}

/** What an issue's life is when it is its own again. */
export type LivedAgain = Pick<LifeWrite, 'status' | 'substatus' | 'life'>;

export interface AttachedHashes {
  /** Those that lead to the issue now, whoever attached them. */
  attached: string[];
  /** Those that lead elsewhere, with the issue that they lead to; also one that is discarded. */
  owned: Map<string, string>;
}
