import type { ReleaseFile } from '../../ports/artifact-uploads.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { releaseFileListing } from '../contract/upload.ts';
import { respondDownload } from '../download.ts';
import { findRelease, projectsInScope, type ReleaseParams } from '../find-release.ts';
import { pageOfRows } from '../page-of-rows.ts';
import { presentReleaseFile } from '../present/upload.ts';
import { readContract } from '../read-contract.ts';
import { notFound } from '../refusal.ts';
import { respondCreated, respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';
import { MAX_RELEASE_FILE_BYTES, readReleaseFile, saveReleaseFile } from '../save-release-file.ts';

interface FileParams extends ReleaseParams {
  file: string;
}

/** Files that were uploaded alone; `checksum` and `query` (a part of the name) choose. */
export const listReleaseFiles = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseParams>,
): Promise<ApiResponse> => {
  const asked = readContract(releaseFileListing, {
    query: request.query.getAll('query'),
    checksum: request.query.getAll('checksum'),
  });
  const checksums = asked.checksum.map(one => one.replace(/\*+$/, '').toLowerCase()).filter(Boolean);
  const names = asked.query.map(one => one.toLowerCase()).filter(Boolean);
  const files = (await filesOf(deps, caller, params)).filter(
    ({ file }) =>
      (checksums.length === 0 || checksums.some(sum => file.sha1.startsWith(sum))) &&
      (names.length === 0 || names.some(name => file.path.toLowerCase().includes(name))),
  );
  return pageOfRows(deps, request, files.map(presentReleaseFile));
};

/** Takes one file, for each project of the release. */
export const createReleaseFile = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseParams>,
): Promise<ApiResponse> => {
  const found = await findRelease(deps, caller, params);
  const draft = await readReleaseFile(request);
  const saved: ReleaseFile[] = [];
  for (const { project } of found) saved.push(await saveReleaseFile(deps, project.id, params.version, draft));
  const [first] = saved;
  if (!first) throw notFound();
  return respondCreated(presentReleaseFile(first));
};

/** One file; with `?download` its bytes. */
export const getReleaseFile = async (
  deps: ApiDeps,
  { caller, params, request }: Call<FileParams>,
): Promise<ApiResponse> => {
  const one = await findFile(deps, caller, params);
  if (!request.query.has('download')) return respondJson(presentReleaseFile(one));
  const bytes = await deps.artifacts.read(one.file, MAX_RELEASE_FILE_BYTES);
  if (!bytes) throw notFound();
  return respondDownload({
    bytes,
    name: one.file.path.split('/').at(-1) ?? 'file',
    contentType: 'application/octet-stream',
    range: request.headers.range,
  });
};

export const deleteReleaseFile = async (deps: ApiDeps, { caller, params }: Call<FileParams>): Promise<ApiResponse> => {
  const { bundle } = await findFile(deps, caller, params);
  await deps.uploads.drop(bundle.projectId, bundle.bundleId);
  return respondNothing([]);
};

const findFile = async (deps: ApiDeps, caller: Caller, params: FileParams): Promise<ReleaseFile> => {
  const file = (await filesOf(deps, caller, params)).find(({ bundle }) => bundle.bundleId === params.file);
  if (!file) throw notFound();
  return file;
};

/** A release that nobody has made has no files: older tools ask before they make it. */
const filesOf = async (deps: ApiDeps, caller: Caller, params: ReleaseParams): Promise<ReleaseFile[]> => {
  const projects = await projectsInScope(deps, caller, params);
  return (await Promise.all(projects.map(({ id }) => deps.uploads.releaseFiles(id, params.version)))).flat();
};
