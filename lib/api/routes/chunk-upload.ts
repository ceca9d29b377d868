import { createHash } from 'node:crypto';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type FormFile, readMultipart } from '../../protocol/multipart.ts';
import { Refusal as FormRefusal } from '../../protocol/refusal.ts';
import {
  CHUNK_BYTES,
  CHUNKS_PER_REQUEST,
  MAX_BUNDLE_BYTES,
  MAX_REQUEST_BYTES,
  UPLOAD_CONCURRENCY,
} from '../../protocol/upload-limits.ts';
import type { ApiDeps, ApiRequest, ApiResponse } from '../api-request.ts';
import { requireOrganization } from '../find-project.ts';
import { refuseUpload } from '../refusal.ts';
import { respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';

/** What older tools go by. Only what is really taken: others say then that the server is too old for theirs. */
const ACCEPTED = ['release_files', 'artifact_bundles', 'artifact_bundles_v2'];
const CHECKSUM = /^[\da-f]{40}$/;

/** How chunks are to be sent. */
export const getChunkUpload = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  return respondJson({
    url: `${deps.publicUrl}/api/0/organizations/${encodeURIComponent(params.org)}/chunk-upload/`,
    chunkSize: CHUNK_BYTES,
    chunksPerRequest: CHUNKS_PER_REQUEST,
    maxFileSize: MAX_BUNDLE_BYTES,
    maxRequestSize: MAX_REQUEST_BYTES,
    concurrency: UPLOAD_CONCURRENCY,
    hashAlgorithm: 'sha1',
    compression: ['gzip'],
    accept: ACCEPTED,
  });
};

/** Takes chunks: parts of a form, each named by its checksum. They wait for the upload that they are of. */
export const postChunks = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const encoding = encodingOf(request);
  const files = await filesOf(request, encoding);
  if (files.length > CHUNKS_PER_REQUEST) throw refuseUpload('Too many chunks');
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > MAX_REQUEST_BYTES)
    throw refuseUpload('Request too large');
  // One after the other: what is unpacked of a request may be much more than the request.
  for (const file of files) await keep(deps, params.org, file, encoding);
  return { ...respondNothing([]), status: 200 };
};

type Encoding = 'gzip' | 'zstd' | undefined;

const encodingOf = ({ headers }: ApiRequest): Encoding => {
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return undefined;
  if (encoding === 'gzip' || encoding === 'zstd') return encoding;
  throw refuseUpload('Unsupported Content-Encoding');
};

const filesOf = async ({ body, headers }: ApiRequest, encoding: Encoding): Promise<FormFile[]> => {
  if (body.length === 0) return [];
  const { files } = await readMultipart(body, headers['content-type'] ?? '').catch((error: unknown) => {
    throw error instanceof FormRefusal ? refuseUpload(error.message) : error;
  });
  const chunks = files.filter(({ name }) => name === 'file' || name === 'file_gzip');
  if (encoding && chunks.some(({ name }) => name === 'file_gzip'))
    throw refuseUpload('file_gzip cannot be sent with a Content-Encoding');
  return chunks;
};

/** The header says how each part is packed, not the form. */
const keep = async (deps: ApiDeps, organization: string, file: FormFile, encoding: Encoding): Promise<void> => {
  const bytes = unpackChunk(file.bytes, file.name === 'file_gzip' ? 'gzip' : encoding);
  if (bytes.length > CHUNK_BYTES) throw tooLarge();
  const checksum = createHash('sha1').update(bytes).digest('hex');
  if (!CHECKSUM.test(file.filename) || checksum !== file.filename)
    throw refuseUpload('Checksum mismatch: a chunk is named by the SHA-1 of its unpacked bytes');
  if (bytes.length > 0) await deps.chunks.put(organization, checksum, bytes);
};

const unpackChunk = (packed: Uint8Array, encoding: Encoding): Uint8Array => {
  const limit = { maxOutputLength: CHUNK_BYTES };
  try {
    if (encoding === 'gzip') return gunzipSync(packed, limit);
    return encoding === 'zstd' ? zstdDecompressSync(packed, limit) : packed;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw refuseUpload(`Invalid ${encoding} payload`);
  }
};

const tooLarge = () => refuseUpload('Chunk size too large');
