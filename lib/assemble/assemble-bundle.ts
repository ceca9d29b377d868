import { createHash } from 'node:crypto';
import { describeError, type Log } from '../log.ts';
import type { ArtifactFinder } from '../ports/artifact-store.ts';
import {
  type ArtifactUploads,
  type Full,
  type ListedArtifact,
  MAX_PROJECT_BUNDLES,
  MAX_PROJECT_BYTES,
  type OpenBundle,
} from '../ports/artifact-uploads.ts';
import type { Assembly, AssemblyStore } from '../ports/assembly-store.ts';
import type { ChunkStore } from '../ports/chunk-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { AssembleMessage } from '../protocol/assemble-message.ts';
import { MAX_BUNDLE_BYTES } from '../protocol/upload-limits.ts';
import { type BuildIndex, buildSymbols } from './build-symbols.ts';
import { BundleFault } from './bundle-fault.ts';
import { type ReadBundle, readBundle } from './read-bundle.ts';

export interface AssembleDeps {
  clock: Clock;
  chunks: ChunkStore;
  uploads: ArtifactUploads;
  artifacts: Pick<ArtifactFinder, 'read' | 'symbols' | 'putSymbols'>;
  assemblies: AssemblyStore;
  /** Reads maps once, so that no event has to wait for it. Without it the first event does. */
  buildIndex?: BuildIndex;
  /** What follows from new files: events that came before them can be read now. */
  onUploaded?: (uploaded: UploadedFiles) => Promise<void>;
  log: Log;
}

/** What a project has got. */
export interface UploadedFiles {
  projectId: string;
  bundleId: string;
  release?: string;
  files: readonly ListedArtifact[];
}

export interface AssembleTry {
  message: AssembleMessage;
  /** How often it was taken from the queue, this time included. */
  receives: number;
  /** It will not come again. */
  isLast: boolean;
  /** Milliseconds that are left. */
  timeLeft(): number;
}

/**
 * Puts an upload together: for each project a copy of its own, which nobody sees before every file of it was looked at.
 * Safe twice: what was made already is left as it is, and what was left half-done goes after a day.
 */
export const assembleBundle = async (
  deps: AssembleDeps,
  { message, receives, isLast, timeLeft }: AssembleTry,
): Promise<void> => {
  if ((await deps.assemblies.get(message))?.state === 'ok') return;
  await settle(deps, message, { state: 'assembling' });
  const made = await tryAll(deps, message, isLast);
  if (!made) return;
  await settle(deps, message, {
    state: 'ok',
    bundles: made.map(({ projectId, bundleId }) => ({ projectId, bundleId })),
  });
  // What is being read when the worker dies may be what it died of: not twice.
  if (receives === 1) await buildSymbols(deps, made, timeLeft);
  for (const one of made) await deps.onUploaded?.(one);
};

/** `undefined`: it was refused, and that was said. */
const tryAll = async (
  deps: AssembleDeps,
  message: AssembleMessage,
  isLast: boolean,
): Promise<UploadedFiles[] | undefined> => {
  try {
    return await assembleAll(deps, message);
  } catch (error) {
    const isFault = error instanceof BundleFault;
    if (!isFault) deps.log('error', 'assembling failed', { checksum: message.checksum, ...describeError(error) });
    if (!isFault && !isLast) throw error;
    const detail = isFault ? error.message : 'The upload could not be put together: a fault of Allim. Send it again.';
    await settle(deps, message, { state: 'error', detail });
    return undefined;
  }
};

const settle = (
  { assemblies, clock }: AssembleDeps,
  message: AssembleMessage,
  assembly: Pick<Assembly, 'state' | 'detail'> & Partial<Assembly>,
): Promise<void> => assemblies.set(message, { bundles: [], ...assembly, since: clock.now() });

const assembleAll = async (deps: AssembleDeps, message: AssembleMessage): Promise<UploadedFiles[]> => {
  const size = await sizeOf(deps, message);
  const written: OpenBundle[] = [];
  try {
    for (const projectId of message.projectIds) written.push(await writeBundle(deps, message, { projectId, size }));
    const [first] = written;
    if (!first) throw new BundleFault('The upload names no project.');
    const read = await readBundle((offset, length) => deps.uploads.readBytes(first, offset, length), size);
    const made: UploadedFiles[] = [];
    for (const bundle of written) made.push(await publish(deps, message, { bundle, read }));
    return made;
  } catch (error) {
    for (const { projectId, bundleId } of written) await deps.uploads.drop(projectId, bundleId);
    throw error;
  }
};

/** Reads all chunks once: are they there, and are they what is meant? One of them is in memory at a time. */
const sizeOf = async (deps: AssembleDeps, message: AssembleMessage): Promise<number> => {
  const hash = createHash('sha1');
  let size = 0;
  for await (const chunk of chunksOf(deps, message)) {
    hash.update(chunk);
    size += chunk.length;
    if (size > MAX_BUNDLE_BYTES) throw new BundleFault(`The upload has more than ${MAX_BUNDLE_BYTES} bytes.`);
  }
  if (hash.digest('hex') !== message.checksum)
    throw new BundleFault('The chunks, put together, have another checksum than the upload was announced with.');
  return size;
};

async function* chunksOf({ chunks }: AssembleDeps, message: AssembleMessage): AsyncGenerator<Uint8Array> {
  for (const checksum of message.chunks) {
    const bytes = await chunks.get(message.organization, checksum);
    if (!bytes) throw new BundleFault(`The chunk ${checksum} is not there any more: send the upload again.`);
    yield bytes;
  }
}

const writeBundle = async (
  deps: AssembleDeps,
  message: AssembleMessage,
  { projectId, size }: { projectId: string; size: number },
): Promise<OpenBundle> => {
  const bundle = await deps.uploads.open({ projectId, origin: 'bundle', size });
  if (typeof bundle === 'string') throw new BundleFault(fullness(bundle));
  await deps.uploads.write(bundle, chunksOf(deps, message));
  return bundle;
};

/** For who uploads what there is no room for. */
export const fullness = (full: Full): string =>
  full === 'too_many_bytes'
    ? `The project keeps as many bytes of uploads as it may (${MAX_PROJECT_BYTES}): delete old ones, or wait until they expire.`
    : `The project keeps as many uploads as it may (${MAX_PROJECT_BUNDLES}): delete old ones, or wait until they expire.`;

const publish = async (
  { uploads }: AssembleDeps,
  message: AssembleMessage,
  { bundle, read }: { bundle: OpenBundle; read: ReadBundle },
): Promise<UploadedFiles> => {
  const { projectId, bundleId, origin } = bundle;
  const release = message.release ?? read.release;
  const dist = message.release === undefined ? read.dist : message.dist;
  const files = read.files.map(file => ({ projectId, bundleId, origin, ...file }));
  await uploads.publish(bundle, {
    ...(release !== undefined && { release }),
    ...(release !== undefined && dist !== undefined && { dist }),
    sameAs: read.debugId ?? message.checksum,
    files,
  });
  return { projectId, bundleId, ...(release !== undefined && { release }), files };
};
