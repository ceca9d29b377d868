import { completeResolutions } from '../lib/api/complete-resolutions.ts';
import { dynamoIssueStore } from '../lib/aws/issue-store.ts';
import { dynamoPendingResolutions } from '../lib/aws/pending-resolutions.ts';
import { dynamoReleaseStore } from '../lib/aws/release-store.ts';
import type { Table } from '../lib/aws/table.ts';
import type { ReleaseFollower } from '../lib/ports/release-follower.ts';
import type { ReleaseStore } from '../lib/ports/release-store.ts';
import { systemClock } from './wire.ts';

/** Releases, and what follows from a new one: the same for the API, where tools make them, and the digest, where events do. */
export const openReleases = (table: Table): { releases: ReleaseStore; releaseFollower: ReleaseFollower } => {
  const releases = dynamoReleaseStore(table, systemClock);
  const issues = dynamoIssueStore(table, systemClock);
  const pending = dynamoPendingResolutions(table);
  return { releases, releaseFollower: completeResolutions({ clock: systemClock, issues, releases, pending }) };
};
