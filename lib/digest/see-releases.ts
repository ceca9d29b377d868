import { describeError, type Log } from '../log.ts';
import { isRelease } from '../normalize/release.ts';
import type { ReleaseFollower } from '../ports/release-follower.ts';
import type { ReleaseStore, SeenRelease } from '../ports/release-store.ts';
import type { DigestEvent } from './digest-event.ts';
import type { ReleaseMemory } from './release-memory.ts';

export interface SeeReleasesDeps {
  releases: Pick<ReleaseStore, 'get' | 'seen' | 'settle'>;
  releaseFollower: ReleaseFollower;
  releaseMemory: ReleaseMemory;
  log: Log;
}

type EventWithRelease = Pick<DigestEvent, 'timestamp'> & { event: Pick<DigestEvent['event'], 'release'> };

/**
 * Makes the releases that events of one project name, before the events are judged by them, and has followed what
 * follows from a new one. Safe twice.
 */
export const seeReleases = async (
  deps: SeeReleasesDeps,
  projectId: string,
  events: readonly EventWithRelease[],
): Promise<void> => {
  const unknown = releasesOf(events).filter(seen => !deps.releaseMemory.knows(projectId, seen));
  if (unknown.length === 0) return;
  const unsettled = await deps.releases.seen(projectId, unknown);
  const left = await followAll(deps, projectId, unsettled);
  for (const seen of unknown) if (!left.has(seen.version)) deps.releaseMemory.remember(projectId, seen);
};

/** Each version once, with the earliest and latest of its events. */
const releasesOf = (events: readonly EventWithRelease[]): SeenRelease[] => {
  const releases = new Map<string, SeenRelease>();
  for (const { timestamp, event } of events) {
    const version = event.release;
    // Half a character is no key of a table. Messages that were queued by an older edge may hold other names than today's.
    if (version === undefined || !isRelease(version) || !version.isWellFormed()) continue;
    const { first, last } = releases.get(version) ?? { first: timestamp, last: timestamp };
    releases.set(version, { version, first: Math.min(first, timestamp), last: Math.max(last, timestamp) });
  }
  return [...releases.values()];
};

/**
 * What follows from a release is worth no event: where it fails the events are counted all the same, and the next event
 * of the release tries again.
 * @returns those that are left to be followed
 */
const followAll = async (
  deps: SeeReleasesDeps,
  projectId: string,
  versions: readonly string[],
): Promise<Set<string>> => {
  const left = new Set<string>();
  const releases = versions.length === 0 ? new Map() : await deps.releases.get(projectId, versions);
  for (const release of releases.values()) {
    try {
      await deps.releaseFollower.follow(release);
      await deps.releases.settle(projectId, release.version);
    } catch (error) {
      left.add(release.version);
      deps.log('error', 'release not followed', { project: projectId, ...describeError(error) });
    }
  }
  return left;
};
