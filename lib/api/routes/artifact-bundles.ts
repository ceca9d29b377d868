import type { ListedArtifact, UploadedBundle } from '../../ports/artifact-uploads.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { MAX_DOWNLOAD_BYTES, respondDownload } from '../download.ts';
import { findProject } from '../find-project.ts';
import { pageOfRows } from '../page-of-rows.ts';
import { presentBundle, presentBundleFile } from '../present/upload.ts';
import { notFound, Refusal } from '../refusal.ts';
import { respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';
import { readPage, respondPage } from '../store-page.ts';

interface ProjectParams {
  org: string;
  project: string;
}
interface BundleParams extends ProjectParams {
  bundle: string;
}
interface FileParams extends BundleParams {
  file: string;
}

const BUNDLE_ID = /^[\da-f]{32}$/;
const FILE_ID = /^\d{1,6}$/;
/** Bytes of a file that is shown: it is unpacked before a part of it can be answered. */
const MAX_SHOWN_BYTES = 64 * 1024 * 1024;

/** What builds have uploaded, newest first; with `release` what they have uploaded for one. */
export const listArtifactBundles = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ProjectParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const release = request.query.get('release');
  if (release) return respondJson((await deps.uploads.ofRelease(project.id, release)).map(presentBundle));
  const { bundles, next } = await deps.uploads.list(project.id, readPage(request));
  return respondPage(deps, request, bundles.map(presentBundle), next);
};

/** Sentry names it in the query. */
export const deleteArtifactBundle = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ProjectParams>,
): Promise<ApiResponse> => {
  const bundle = await findBundle(deps, caller, { ...params, bundle: request.query.get('bundleId') ?? '' });
  await deps.uploads.drop(bundle.projectId, bundle.bundleId);
  return respondNothing([]);
};

/** A bundle with its files, in pages. */
export const listBundleFiles = async (
  deps: ApiDeps,
  { caller, params, request }: Call<BundleParams>,
): Promise<ApiResponse> => {
  const bundle = await findBundle(deps, caller, params);
  const rows = (await deps.uploads.files(bundle)).map((file, place) => presentBundleFile(file, String(place)));
  const query = (request.query.get('query') ?? '').trim().toLowerCase();
  const matching = rows.filter(row => row.filePath.toLowerCase().includes(query) || row.debugId === query);
  const page = pageOfRows(deps, request, matching);
  return { ...respondJson({ ...presentBundle(bundle), files: rowsOf(page) }), headers: page.headers };
};

/** Of an answer that was made a moment ago. */
const rowsOf = ({ body }: ApiResponse): unknown => JSON.parse(body.toString());

/** The bytes of one file, unpacked. */
export const getBundleFile = async (
  deps: ApiDeps,
  { caller, params, request }: Call<FileParams>,
): Promise<ApiResponse> => {
  const bundle = await findBundle(deps, caller, params);
  const file = FILE_ID.test(params.file) ? (await deps.uploads.files(bundle))[Number(params.file)] : undefined;
  if (!file) throw notFound();
  return respondDownload({
    bytes: await bytesOf(deps, file),
    name: (file.url ?? file.path).split(/[/\\]/).at(-1) || 'file',
    contentType: 'application/octet-stream',
    range: request.headers.range,
  });
};

const bytesOf = async (deps: ApiDeps, file: ListedArtifact): Promise<Uint8Array> => {
  if (file.size > MAX_SHOWN_BYTES)
    throw new Refusal(
      413,
      `The file has ${file.size} bytes; up to ${MAX_SHOWN_BYTES} can be read here, ${MAX_DOWNLOAD_BYTES} at once.`,
    );
  const bytes = await deps.artifacts.read(file, MAX_SHOWN_BYTES);
  if (!bytes) throw notFound();
  return bytes;
};

const findBundle = async (deps: ApiDeps, caller: Caller, params: BundleParams): Promise<UploadedBundle> => {
  const project = await findProject(deps, caller, params);
  const id = params.bundle.replaceAll('-', '').toLowerCase();
  const bundle = BUNDLE_ID.test(id) ? await deps.uploads.get(project.id, id) : undefined;
  if (!bundle) throw notFound();
  return bundle;
};
