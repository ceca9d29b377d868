import { isoTime, type Key } from './key.ts';

/** 200 characters of 4 bytes: with them each key stays below the 1,024 bytes of a sort key. */
const MAX_VERSION_BYTES = 800;

/** Anything may be asked for as a release: what is no key of a table is the version of none. */
export const isStorableRelease = (version: string): boolean =>
  version !== '' && version.isWellFormed() && Buffer.byteLength(version) <= MAX_VERSION_BYTES;

/** Below its project. */
export const releaseKey = (projectId: string, version: string): Key => ({
  pk: `PROJECT#${projectId}`,
  sk: `${RELEASES}${version}`,
});
export const RELEASES = 'RELEASE#';
/** Index `byTime`: the releases of a project. */
export const projectReleasesKey = (projectId: string): string => `RELEASES#${projectId}`;
export const releaseSortKey = (date: number, version: string): string => `${isoTime(date)}#${version}`;
/** Index `byActivity`: the same by `versionRank`. */
export const projectVersionsKey = (projectId: string): string => `VERSIONS#${projectId}`;

/** A commit leads to the releases that contain it: its id holds no `#`. */
export const commitKey = (projectId: string, commitId: string, version: string): Key => ({
  pk: `PROJECT#${projectId}`,
  sk: `${commitPrefix(commitId)}${version}`,
});
export const commitPrefix = (commitId: string): string => `COMMIT#${commitId}#`;

/** What a release has beside its row: its commits in parts, and its deploys. */
export const releasePartition = (projectId: string, version: string): string => `RELEASE#${projectId}#${version}`;
export const RELEASE_COMMITS = 'COMMITS#';
export const releaseCommitsKey = (projectId: string, version: string, part: number): Key => ({
  pk: releasePartition(projectId, version),
  sk: `${RELEASE_COMMITS}${String(part).padStart(3, '0')}`,
});
export const DEPLOYS = 'DEPLOY#';
export const deployKey = (projectId: string, version: string, deploy: { dateFinished: number; id: string }): Key => ({
  pk: releasePartition(projectId, version),
  sk: `${DEPLOYS}${isoTime(deploy.dateFinished)}#${deploy.id}`,
});

/** Events that named a release, a row for each day, environment and shard: digesters that run side by side seldom meet. */
export const RELEASE_DAYS = 'DAY#';
export const RELEASE_DAY_SHARDS = 2;
export const releaseDayKey = (
  projectId: string,
  version: string,
  of: { day: string; environment: string; shard: number },
): Key => ({
  pk: releasePartition(projectId, version),
  sk: `${RELEASE_DAYS}${of.day}#${of.shard}#${of.environment}`,
});
/** Users who were affected by events of a release. */
export const releaseUsersKey = (projectId: string, version: string): Key => ({
  pk: releasePartition(projectId, version),
  sk: 'USERS',
});

/** Below its project: of how many releases people were told on a day that they came without source maps. */
export const unmappedToldKey = (projectId: string, day: string): Key => ({
  pk: `PROJECT#${projectId}`,
  sk: `UNMAPPED#${day}`,
});
