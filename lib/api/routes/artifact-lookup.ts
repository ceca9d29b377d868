import type { ArtifactBundle } from '../../ports/artifact-store.ts';
import type { Project } from '../../ports/project-store.ts';
import { readDebugId } from '../../protocol/debug-id.ts';
import type { ApiDeps, ApiRequest, ApiResponse } from '../api-request.ts';
import { artifactLookup } from '../contract/upload.ts';
import { respondPart } from '../download.ts';
import { findProject } from '../find-project.ts';
import { readContract } from '../read-contract.ts';
import { notFound } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

/** Bundles of a release that are named, and files that were uploaded alone, as Sentry has it. */
const MAX_BUNDLES = 5;
const MAX_FILES = 10;
const ID = /^(?:artifact_bundle|release_file)\/(?<id>[\da-f]{32})$/;

type Params = { org: string; project: string };

/** Where a frame's files may be: what has the debug id, else what belongs to the release and dist. */
export const lookUpArtifacts = async (
  deps: ApiDeps,
  { caller, params, request }: Call<Params>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const asked = readContract(artifactLookup, {
    ...Object.fromEntries(request.query),
    url: request.query.getAll('url'),
  });
  if (asked.download !== undefined) return download(deps, project, { id: asked.download, request });
  const address = `${deps.publicUrl}/api/0/projects/${encodeURIComponent(params.org)}/${encodeURIComponent(params.project)}/artifact-lookup/?download=`;
  const byId = await withDebugId(deps, project, asked.debug_id);
  const rows = byId.length > 0 ? byId : await ofRelease(deps, project, asked);
  return respondJson(rows.map(({ id, ...row }) => ({ id, url: `${address}${encodeURIComponent(id)}`, ...row })));
};

interface Row {
  id: string;
  type: 'bundle' | 'file';
  resolved_with: 'debug-id' | 'release' | 'release-old';
  abs_path?: string;
  headers?: Record<string, string>;
}

const withDebugId = async (deps: ApiDeps, project: Project, said: string | undefined): Promise<Row[]> => {
  const debugId = said === undefined ? undefined : readDebugId(said);
  if (debugId === undefined) return [];
  const files = (await deps.artifacts.byDebugId(project.id, [debugId])).get(debugId) ?? [];
  const ids = new Set(files.map(({ bundleId }) => bundleId));
  return [...ids].slice(0, MAX_BUNDLES).map(id => bundleRow(id, 'debug-id'));
};

const bundleRow = (bundleId: string, resolved_with: Row['resolved_with']): Row => ({
  id: `artifact_bundle/${bundleId}`,
  type: 'bundle',
  resolved_with,
});

const ofRelease = async (
  deps: ApiDeps,
  project: Project,
  { release, dist, url }: { release?: string | undefined; dist?: string | undefined; url: readonly string[] },
): Promise<Row[]> => {
  if (release === undefined) return [];
  const found = await deps.artifacts.byRelease(project.id, release, dist || undefined, { limit: MAX_BUNDLES });
  const bundles = found.filter(({ origin }) => origin === 'bundle');
  if (bundles.length > 0) return bundles.map(({ bundleId }) => bundleRow(bundleId, 'release'));
  return found
    .filter(one => mentions(one, url))
    .slice(0, MAX_FILES)
    .map(fileRow);
};

/** The end of the path is sent, without what builds put behind it. */
const mentions = ({ files }: ArtifactBundle, urls: readonly string[]): boolean =>
  files.some(file => urls.some(url => (file.url ?? '').toLowerCase().includes(url.toLowerCase())));

const fileRow = ({ bundleId, files }: ArtifactBundle): Row => {
  const [file] = files;
  return {
    id: `release_file/${bundleId}`,
    type: 'file',
    resolved_with: 'release-old',
    abs_path: file?.url ?? '',
    headers: file?.sourceMap === undefined ? {} : { Sourcemap: file.sourceMap },
  };
};

/** The upload as it came; what is too large for one answer in ranges. */
const download = async (
  deps: ApiDeps,
  project: Project,
  { id, request }: { id: string; request: ApiRequest },
): Promise<ApiResponse> => {
  const bundleId = ID.exec(id)?.groups?.id;
  const bundle = bundleId === undefined ? undefined : await deps.uploads.get(project.id, bundleId);
  if (!bundle) throw notFound();
  return respondPart({
    size: bundle.size,
    name: bundle.origin === 'file' ? bundle.bundleId : `${bundle.bundleId}.zip`,
    range: request.headers.range,
    read: (offset, length) => deps.uploads.readBytes(bundle, offset, length),
  });
};
