import type { IssueLife, Resolution } from '../protocol/issue-life.ts';
import type { KnownRelease, LivingIssue } from './living-issue.ts';
import { isAtLeast } from './release-order.ts';

/** What a release settles: the release itself, the one that a pending resolution named, and commits that it contains. */
export interface ReleaseFacts {
  made: KnownRelease;
  /** By version, as far as they exist. */
  releases: ReadonlyMap<string, KnownRelease>;
  /** Whether the release contains a commit. */
  contains: (commitId: string) => boolean;
}

export const isPending = (resolution: Resolution | undefined): resolution is Resolution =>
  resolution !== undefined && resolution.type !== 'in_release';

/**
 * What a pending resolution becomes once a release is made, as the life of its issue; `undefined` when the release does
 * not settle it: it is no newer than the one that was named, below the version that is waited for, or lacks the commit.
 */
export const resolutionAfterRelease = (
  issue: Pick<LivingIssue, 'status' | 'life'>,
  facts: ReleaseFacts,
): IssueLife | undefined => {
  const { resolution } = issue.life;
  if (issue.status !== 'resolved' || !isPending(resolution) || !settles(resolution, facts)) return undefined;
  return { ...issue.life, resolution: { ...resolution, type: 'in_release', release: facts.made.version } };
};

const settles = (resolution: Resolution, { made, releases, contains }: ReleaseFacts): boolean => {
  if (resolution.type === 'in_commit') return resolution.commit !== undefined && contains(resolution.commit.id);
  if (resolution.type === 'in_future_release')
    return resolution.release !== undefined && isAtLeast(made.version, resolution.release);
  if (resolution.release === made.version) return false;
  const named = resolution.release === undefined ? undefined : releases.get(resolution.release);
  return (named?.dateAdded ?? resolution.at) < made.dateAdded;
};
