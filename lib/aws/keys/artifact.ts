import { isoTime, type Key, shortHash } from './key.ts';

/** What builds have uploaded for a project: a row for each bundle, and what all of them come to. */
const ARTIFACT_BUNDLES = 'BUNDLE#';
export const artifactBundleKey = (projectId: string, bundleId: string): Key => ({
  pk: `ARTIFACTS#${projectId}`,
  sk: `${ARTIFACT_BUNDLES}${bundleId}`,
});
export const artifactTotalKey = (projectId: string): Key => ({ pk: `ARTIFACTS#${projectId}`, sk: 'TOTAL' });
/** Beside them: bundles of the same build. */
export const SAME_BUNDLES = 'SAME#';
export const sameBundleKey = (projectId: string, sameAs: string, bundleId: string): Key => ({
  pk: `ARTIFACTS#${projectId}`,
  sk: `${sameBundlePrefix(sameAs)}${bundleId}`,
});
export const sameBundlePrefix = (sameAs: string): string => `${SAME_BUNDLES}${shortHash(sameAs)}#`;

/** Index `byTime`: bundles of a project that can be seen. */
export const projectBundlesKey = (projectId: string): string => `BUNDLES#${projectId}`;
export const bundleSortKey = (uploaded: number, bundleId: string): string => `${isoTime(uploaded)}#${bundleId}`;
/** Index `byActivity`: bundles by when they go. */
export const BUNDLE_DUE_SHARDS = 4;
export const bundleDuePartition = (shard: number): string => `BUNDLEDUE#${shard}`;
export const bundleDueKey = (bundleId: string): string =>
  bundleDuePartition(Number.parseInt(bundleId.slice(-2), 16) % BUNDLE_DUE_SHARDS);
export const bundleDueUntil = (now: number): string => `${isoTime(now)}$`;

/** What of a bundle has a debug id. */
export const debugIdKey = (projectId: string, debugId: string, bundleId: string): Key => ({
  pk: debugIdPartition(projectId, debugId),
  sk: bundleId,
});
export const debugIdPartition = (projectId: string, debugId: string): string => `DEBUGID#${projectId}#${debugId}`;

/** What was uploaded for a release: bundles by time within their dist, files that were uploaded alone by name. */
export const releaseUploads = (projectId: string, release: string): string => `UPLOADS#${projectId}#${release}`;
export const RELEASE_BUNDLES = 'BUNDLE#';
export const releaseBundlePrefix = (dist: string | undefined): string => `${RELEASE_BUNDLES}${shortHash(dist ?? '')}#`;
export const RELEASE_FILES = 'FILE#';
export const releaseFilePrefix = (dist: string | undefined): string => `${RELEASE_FILES}${shortHash(dist ?? '')}#`;
export const releaseFileSortKey = (dist: string | undefined, name: string): string =>
  `${releaseFilePrefix(dist)}${shortHash(name)}`;

/** How far an upload is. */
export const assemblyKey = (of: { organization: string; checksum: string; aim: string }): Key => ({
  pk: `ASSEMBLY#${of.organization}`,
  sk: `${of.checksum}#${of.aim}`,
});
