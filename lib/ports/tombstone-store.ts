import type { Level } from '../protocol/event.ts';
import type { IssueMetadata } from './issue-store.ts';

/** What is left of an issue that was deleted with all that is to come of it. */
export interface Tombstone {
  /** The issue's. */
  id: string;
  title: string;
  culprit: string;
  type: string;
  level: Level;
  metadata: IssueMetadata;
  hashes: string[];
  /** Milliseconds since 1970. */
  at: number;
  user?: { id: string; name: string };
}

export interface TombstoneStore {
  list(
    projectId: string,
    options: { limit: number; cursor?: string },
  ): Promise<{ tombstones: Tombstone[]; next?: string }>;
  /** Its events make an issue again. `false`: there is no such tombstone. */
  lift(projectId: string, id: string): Promise<boolean>;
}
