import { createHash } from 'node:crypto';
import type { Assembly, AssemblyKey } from '../ports/assembly-store.ts';
import type { Project } from '../ports/project-store.ts';
import { type AssembleMessage, writeAssembleMessage } from '../protocol/assemble-message.ts';
import type { ApiDeps } from './api-request.ts';

/** What a tool is told of an upload, in Sentry's words. */
export interface AssemblyJson {
  state: 'not_found' | Assembly['state'];
  missingChunks: string[];
  detail?: string;
}

export interface Upload {
  organization: string;
  checksum: string;
  chunks: readonly string[];
  projects: readonly Project[];
  release?: string;
  dist?: string;
}

/** Milliseconds that a message may wait for its worker, and a worker may take; whoever asks after that begins anew. */
const CREATED_FOR_MS = 120_000;
const ASSEMBLING_FOR_MS = 900_000;
/** What is wrong with an upload stays so, but there may be room again where there was none. */
const ERROR_FOR_MS = 60_000;

type Deps = Pick<ApiDeps, 'assemblies' | 'assembleQueue' | 'chunks' | 'uploads' | 'clock'>;

/**
 * How far an upload is; begins to put it together when all of it is there and nobody has begun. Asked twice, it is begun
 * once; what is there already is not made again.
 */
export const assembleUpload = async (deps: Deps, upload: Upload): Promise<AssemblyJson> => {
  const key = keyOf(upload);
  const before = await deps.assemblies.get(key);
  const known = before && (await standing(deps, upload, before));
  if (known) return known;
  const chunks = [...new Set(upload.chunks)];
  if (chunks.length === 0) return { state: 'not_found', missingChunks: [] };
  const missingChunks = await deps.chunks.missing(upload.organization, chunks);
  if (missingChunks.length > 0) return { state: 'not_found', missingChunks };
  if (await deps.assemblies.begin(key, deps.clock.now(), before)) await enqueue(deps, upload, key);
  return { state: 'created', missingChunks: [] };
};

/** What was said of it before, as long as that holds. */
const standing = async (deps: Deps, upload: Upload, assembly: Assembly): Promise<AssemblyJson | undefined> => {
  const age = deps.clock.now() - assembly.since;
  const answer = { state: assembly.state, missingChunks: [], ...(assembly.detail && { detail: assembly.detail }) };
  switch (assembly.state) {
    case 'ok':
      return (await areThere(deps, upload, assembly)) ? answer : undefined;
    case 'created':
      return age < CREATED_FOR_MS ? answer : undefined;
    case 'assembling':
      return age < ASSEMBLING_FOR_MS ? answer : undefined;
    case 'error':
      return age < ERROR_FOR_MS ? answer : undefined;
  }
};

/** What was made of it may have been deleted, or replaced by the same files in another archive. */
const areThere = async ({ uploads }: Deps, { projects }: Upload, { bundles }: Assembly): Promise<boolean> => {
  const found = await Promise.all(bundles.map(({ projectId, bundleId }) => uploads.get(projectId, bundleId)));
  return found.length === projects.length && found.every(bundle => bundle !== undefined);
};

const enqueue = async (deps: Deps, upload: Upload, key: AssemblyKey): Promise<void> => {
  const { release, dist, chunks, projects } = upload;
  const message: AssembleMessage = {
    ...key,
    chunks,
    projectIds: projects.map(({ id }) => id),
    ...(release !== undefined && { release }),
    ...(dist !== undefined && { dist }),
  };
  try {
    await deps.assembleQueue.send(writeAssembleMessage(message));
  } catch (error) {
    // Nobody waits for what nobody is told of.
    await deps.assemblies.set(key, { state: 'error', since: 0, bundles: [] });
    throw error;
  }
};

const keyOf = ({ organization, checksum, projects, release, dist }: Upload): AssemblyKey => {
  const aim = JSON.stringify([projects.map(({ id }) => id).sort(), release ?? null, dist ?? null]);
  return { organization, checksum, aim: createHash('sha256').update(aim).digest('hex').slice(0, 32) };
};
