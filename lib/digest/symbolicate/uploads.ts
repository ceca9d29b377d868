import type { Artifact, ArtifactBundle } from '../../ports/artifact-store.ts';
import type { SymbolicateDeps } from './deps.ts';

/** Whoever sees a frame unmapped uploads its map and tries again at once. A project that has uploads is asked about seldom. */
const NONE_FOR_MS = 10_000;
const SOME_FOR_MS = 3_600_000;
/** What was found stays; what was not found may be uploaded any moment. */
const FOUND_FOR_MS = 300_000;
const MISSING_FOR_MS = 10_000;
/** A release that is being built gets more bundles. */
const RELEASE_FOR_MS = 60_000;
/** Bundles of a release that are looked through, the newest (Sentry's number). */
const MAX_BUNDLES = 5;
/** Bytes of an artifact in memory, about. */
const ARTIFACT_BYTES = 600;

/** Which release an event is of. */
export interface EventBuild {
  projectId: string;
  release: string | undefined;
  dist: string | undefined;
}

type UploadDeps = Pick<SymbolicateDeps, 'artifacts' | 'symbolicationMemory'>;

export const hasUploads = ({ artifacts, symbolicationMemory }: UploadDeps, projectId: string): Promise<boolean> =>
  symbolicationMemory.uploads.get(projectId, async () => {
    const value = await artifacts.hasAny(projectId);
    return { value, bytes: 0, forMs: value ? SOME_FOR_MS : NONE_FOR_MS };
  });

/**
 * The files with a debug id: those of the event's own release first, then of the newest bundle. Plugins make an id of the code
 * before they put the release into it, so that builds of two releases have the same id, and columns that differ.
 */
export const filesOfId = (
  deps: UploadDeps,
  { projectId, release, dist }: EventBuild,
  debugId: string,
): Promise<readonly Artifact[]> =>
  deps.symbolicationMemory.ids.get(JSON.stringify([projectId, debugId, release, dist]), async () => {
    const found = (await deps.artifacts.byDebugId(projectId, [debugId])).get(debugId) ?? [];
    const value = isOfOneUpload(found) ? found : ownFirst(found, await bundlesOf(deps, { projectId, release, dist }));
    return { value, bytes: value.length * ARTIFACT_BYTES, forMs: value.length > 0 ? FOUND_FOR_MS : MISSING_FOR_MS };
  });

const isOfOneUpload = (files: readonly Artifact[]): boolean =>
  files.every(({ bundleId }) => bundleId === files[0]?.bundleId);

const ownFirst = (files: readonly Artifact[], bundles: readonly ArtifactBundle[]): readonly Artifact[] => {
  const own = new Set(bundles.map(({ bundleId }) => bundleId));
  return [...files.filter(({ bundleId }) => own.has(bundleId)), ...files.filter(({ bundleId }) => !own.has(bundleId))];
};

export const bundlesOf = (
  { artifacts, symbolicationMemory }: UploadDeps,
  { projectId, release, dist }: EventBuild,
): Promise<readonly ArtifactBundle[]> => {
  if (release === undefined) return Promise.resolve([]);
  return symbolicationMemory.releases.get(JSON.stringify([projectId, release, dist]), async () => {
    const value = await artifacts.byRelease(projectId, release, dist, { limit: MAX_BUNDLES });
    const files = value.reduce((sum, bundle) => sum + bundle.files.length, 0);
    const bytes = (files + value.length) * ARTIFACT_BYTES;
    return { value, bytes, forMs: files > 0 ? RELEASE_FOR_MS : MISSING_FOR_MS };
  });
};
