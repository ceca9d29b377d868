import type { Artifact, ArtifactBundle, ArtifactType } from '../../ports/artifact-store.ts';
import { findByUrl } from '../../symbolicate/find-by-url.ts';
import type { ResolvedWith } from '../../symbolicate/javascript-module.ts';
import type { SymbolicateDeps } from './deps.ts';
import { bundlesOf, type EventBuild, filesOfId } from './uploads.ts';

/** A built file as it was uploaded, and its map where a debug id led to it. */
export interface UploadedFile {
  minified?: Artifact;
  map?: Artifact;
  resolvedWith: ResolvedWith;
}

/** The uploaded file that frames of a path stand in. `undefined`: nobody uploaded it. */
export const uploadedFile = async (
  deps: SymbolicateDeps,
  eventBuild: EventBuild,
  { absPath, debugId }: { absPath: string; debugId: string | undefined },
): Promise<UploadedFile | undefined> => {
  const byId = debugId === undefined ? undefined : await fileOfId(deps, eventBuild, debugId);
  if (byId) return byId;
  const found = uploadedAs(await bundlesOf(deps, eventBuild), absPath, ['minified_source']);
  return found && { minified: found.artifact, resolvedWith: found.resolvedWith };
};

const fileOfId = async (
  deps: SymbolicateDeps,
  eventBuild: EventBuild,
  debugId: string,
): Promise<UploadedFile | undefined> => {
  const files = await filesOfId(deps, eventBuild, debugId);
  const minified = files.find(({ type }) => type === 'minified_source');
  const map = files.find(({ type }) => type === 'source_map');
  if (!minified && !map) return undefined;
  return { ...(minified && { minified }), ...(map && { map }), resolvedWith: 'debug-id' };
};

/** The map that has a debug id. */
export const mapOfId = async (
  deps: SymbolicateDeps,
  eventBuild: EventBuild,
  debugId: string,
): Promise<Artifact | undefined> =>
  (await filesOfId(deps, eventBuild, debugId)).find(({ type }) => type === 'source_map');

/** A file of a type by its address, from the newest bundle that has it. */
export const uploadedAs = (
  bundles: readonly ArtifactBundle[],
  address: string,
  types: readonly ArtifactType[],
): { artifact: Artifact; resolvedWith: ResolvedWith } | undefined => {
  const found = findByUrl<Artifact, ArtifactBundle>(bundles, address, types);
  return found && { artifact: found.file, resolvedWith: found.bundle.origin === 'bundle' ? 'release' : 'release-old' };
};
