import type { Level } from '../protocol/event.ts';
import type { IssueLife, IssueStatus, IssueSubstatus } from '../protocol/issue-life.ts';

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
}

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
}

export interface IssuePage {
  issues: Issue[];
  /** Opaque; give it back to read on. `undefined` at the end. */
  next?: string;
}

/** Reading and managing issues: what the API needs. */
export interface IssueStore {
  get(ids: readonly string[]): Promise<Map<string, Issue>>;
  findByShortId(organization: string, shortId: string): Promise<Issue | undefined>;
  /** Most recently seen first. */
  list(projectId: string, status: IssueStatus, options: { limit: number; cursor?: string }): Promise<IssuePage>;
  /** `false` when the issue is gone. */
  setStatus(
    id: string,
    change: { status: IssueStatus; substatus: IssueSubstatus | null; at: number },
  ): Promise<boolean>;
  /** Events per hour, oldest first; `hour` in milliseconds since 1970. */
  hourly(id: string, from: number, to: number): Promise<{ hour: number; count: number }[]>;
}
