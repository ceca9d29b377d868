import type { Artifact } from '../../ports/artifact-store.ts';
import type { ModuleFault } from '../../symbolicate/fault.ts';
import { type SourceLines, sourceLines } from '../../symbolicate/source-lines.ts';
import type { SymbolicateDeps } from './deps.ts';

/** Bytes of a built file. */
export const MAX_MINIFIED_BYTES = 32 * 1024 * 1024;
/** What is damaged is looked at again after this: it may have been uploaded anew. */
const FAULT_FOR_MS = 600_000;

/** Where the bytes of a file lie. */
export const placeOf = ({ projectId, bundleId, offset }: Artifact): string => `${projectId}/${bundleId}/${offset}`;

/** Text of a built file. */
export const readSource = (deps: SymbolicateDeps, artifact: Artifact): Promise<SourceLines | ModuleFault> =>
  deps.symbolicationMemory.sources.get(placeOf(artifact), async () => {
    const bytes = await readBytes(deps, artifact, MAX_MINIFIED_BYTES);
    if (typeof bytes === 'string') return { value: bytes, bytes: 0, forMs: FAULT_FOR_MS };
    const text = decode(bytes);
    // A text of other letters than Latin ones takes two bytes for each.
    return { value: sourceLines(text), bytes: 2 * text.length };
  });

/** Bytes of a file of an upload, or why they cannot be had. An outage is none of the file's faults: it goes on. */
export const readBytes = async (
  { artifacts, faultOf, log }: Pick<SymbolicateDeps, 'artifacts' | 'faultOf' | 'log'>,
  artifact: Artifact,
  maxBytes: number,
): Promise<Uint8Array | ModuleFault> => {
  if (artifact.size > maxBytes) return 'too_large';
  try {
    return (await artifacts.read(artifact, maxBytes)) ?? 'unreadable';
  } catch (error) {
    if (faultOf(error) === 'outage') throw error;
    log('warn', 'artifact unreadable', { project: artifact.projectId, bundle: artifact.bundleId });
    return 'unreadable';
  }
};

/** Bytes that are no UTF-8 become marks of replacement, as they do in browsers. */
export const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);
