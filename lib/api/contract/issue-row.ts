import type { IssueJson } from './issue.ts';

/** An issue in a list. */
export interface IssueRowJson extends IssueJson {
  /** By the period's name (`24h`, `14d`, `auto`): Unix time in seconds and the events from then on, oldest first. */
  stats?: Record<string, [number, number][]>;
  /** The same counts as the issue's: Allim keeps none of a part of it. */
  lifetime?: LifetimeJson;
  filtered?: null;
}

export interface LifetimeJson {
  count: string;
  userCount: number;
  firstSeen: string;
  lastSeen: string;
}
