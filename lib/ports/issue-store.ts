import type { Level } from '../protocol/event.ts';

export type IssueStatus = 'unresolved' | 'resolved' | 'ignored';
export type IssueSubstatus =
  | 'new'
  | 'ongoing'
  | 'escalating'
  | 'regressed'
  | 'archived_until_escalating'
  | 'archived_until_condition_met'
  | 'archived_forever';

export interface Issue {
  /** Decimal text. */
  id: string;
  /** `FRONT-1A`: the project's slug and a number in base 36 that counts up. */
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
  /** Events that were counted: distinct accepted event ids. */
  count: number;
  /** Milliseconds since 1970: the smallest and largest event time. */
  firstSeen: number;
  lastSeen: number;
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
