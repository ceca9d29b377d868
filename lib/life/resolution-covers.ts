import type { Resolution } from '../protocol/issue-life.ts';
import type { KnownRelease } from './living-issue.ts';
import { compareVersions } from './release-order.ts';

/** What is known of the releases that a resolution and an event name. */
export interface CoverFacts {
  /** Of the project, asked with the event's release; see `followsSemver`. */
  followsSemver: boolean;
  /** By version: the event's, the resolution's and its current one, as far as they exist. */
  releases: ReadonlyMap<string, KnownRelease>;
}

/**
 * Whether an event of a release is still to be expected after what was said of the fix. Sentry's order of rules:
 * an event without a release is of an older one; the newest release that the issue had been seen in decides where one
 * is known; then the release of the fix. A fixing commit that no release contains yet covers everything.
 */
export const resolutionCovers = (
  resolution: Resolution | undefined,
  eventRelease: string | undefined,
  facts: CoverFacts,
): boolean => {
  if (resolution === undefined) return false;
  if (eventRelease === undefined || isUnreleasedCommit(resolution)) return true;
  return byCurrent(resolution, eventRelease, facts) ?? byRelease(resolution, eventRelease, facts);
};

const isUnreleasedCommit = ({ type, release }: Resolution): boolean => type === 'in_commit' && release === undefined;

/** `undefined`: there is no current release that can be compared. */
const byCurrent = ({ currentRelease }: Resolution, version: string, facts: CoverFacts): boolean | undefined => {
  if (currentRelease === undefined) return undefined;
  if (facts.followsSemver) {
    const order = compareVersions(currentRelease, version);
    if (order !== undefined) return order >= 0;
  }
  return isOrBefore(currentRelease, version, facts);
};

const byRelease = (resolution: Resolution, version: string, facts: CoverFacts): boolean => {
  const { type, release } = resolution;
  if (type === 'in_future_release') return isBeforeFuture(resolution, version, facts);
  if (type === 'in_next_release' || type === 'in_upcoming_release')
    return release !== undefined && (isOrBefore(release, version, facts) ?? false);
  if (release === undefined || release === version) return false;
  const order = facts.followsSemver ? compareVersions(release, version) : undefined;
  if (order !== undefined) return order > 0;
  const [fixed, seen] = [facts.releases.get(release), facts.releases.get(version)];
  return fixed !== undefined && seen !== undefined && fixed.dateAdded >= seen.dateAdded;
};

/** By versions, whatever the project's other releases are called. One that is no version counts as older if it was there first. */
const isBeforeFuture = ({ release = '', at }: Resolution, version: string, { releases }: CoverFacts): boolean => {
  const order = compareVersions(release, version);
  return order === undefined ? (releases.get(version)?.dateAdded ?? Infinity) <= at : order > 0;
};

/** Whether a release is the given one or was added before it; `undefined` when the given one is not known. */
const isOrBefore = (given: string, version: string, { releases }: CoverFacts): boolean | undefined => {
  if (given === version) return true;
  const [known, seen] = [releases.get(given), releases.get(version)];
  return known && seen && known.dateAdded > seen.dateAdded;
};
