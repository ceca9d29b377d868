import type { KnownRelease } from '../life/living-issue.ts';
import { regress } from '../life/on-event.ts';
import { followsSemver, SEMVER_SAMPLE } from '../life/release-order.ts';
import { resolutionCovers } from '../life/resolution-covers.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { ReleaseStore } from '../ports/release-store.ts';
import type { LifeChange, Resolution } from '../protocol/issue-life.ts';
import type { DigestEvent } from './digest-event.ts';
import { causeOf } from './newest-event.ts';

export interface RegressionDeps {
  releases: Pick<ReleaseStore, 'get' | 'newest' | 'withCommit'>;
}

/** Resolved, but seen again. What was already on its way when somebody resolved it does not count. */
export const decideRegression = async (
  deps: RegressionDeps,
  issue: Issue,
  seen: readonly DigestEvent[],
  now: number,
): Promise<LifeChange | undefined> => {
  const later = seen.filter(({ received }) => received > issue.statusChanged);
  if (later.length === 0) return undefined;
  const { resolution } = issue.life;
  if (!resolution) return regress(issue, causeOf(later), { now, followsSemver: undefined });
  const covers = await readCover(deps, issue.projectId, resolution, later, now);
  const uncovered = later.filter(({ event }) => !covers(event.release).covered);
  if (uncovered.length === 0) return undefined;
  const cause = causeOf(uncovered);
  return regress(issue, cause, { now, followsSemver: covers(cause.release).bySemver });
};

type Cover = (release: string | undefined) => { covered: boolean; bySemver: boolean };

/** What the store says of all releases that these events and the resolution name, in two or three reads. */
const readCover = async (
  deps: RegressionDeps,
  projectId: string,
  stored: Resolution,
  events: readonly DigestEvent[],
  now: number,
): Promise<Cover> => {
  const named = [...new Set(events.flatMap(({ event }) => event.release ?? []))];
  // Whatever release there is: an event that names none comes of an older one.
  if (named.length === 0) return () => ({ covered: true, bySemver: false });
  const resolution = await withRelease(deps, projectId, stored);
  const versions = [resolution.release, resolution.currentRelease].filter(version => version !== undefined);
  const [known, { releases: newest }] = await Promise.all([
    deps.releases.get(projectId, [...new Set([...named, ...versions])]),
    deps.releases.newest(projectId, { limit: SEMVER_SAMPLE }),
  ]);
  const releases = new Map<string, KnownRelease>(known);
  // A release that nobody knew before these events is made by them.
  for (const version of named) if (!releases.has(version)) releases.set(version, { version, dateAdded: now });
  return release => {
    const bySemver = release !== undefined && followsSemver(newest, release);
    return { covered: resolutionCovers(resolution, release, { followsSemver: bySemver, releases }), bySemver };
  };
};

/** A commit may have been released since, without anybody having noted it with the issue. */
const withRelease = async (
  { releases }: RegressionDeps,
  projectId: string,
  resolution: Resolution,
): Promise<Resolution> => {
  if (resolution.type !== 'in_commit' || resolution.release !== undefined || !resolution.commit) return resolution;
  const release = await releases.withCommit(projectId, resolution.commit.id);
  return release ? { ...resolution, type: 'in_release', release: release.version } : resolution;
};
