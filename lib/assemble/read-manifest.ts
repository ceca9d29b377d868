import type { ArtifactType } from '../ports/artifact-store.ts';
import { readArtifactHeaders } from '../protocol/artifact-headers.ts';
import { readDebugId } from '../protocol/debug-id.ts';
import { countValues } from '../symbolicate/map/count-values.ts';
import { BundleFault } from './bundle-fault.ts';

/** What an archive says of one of its files. */
export interface ManifestFile {
  /** Its name in the archive. */
  path: string;
  type: ArtifactType;
  url?: string;
  debugId?: string;
  sourceMap?: string;
}

export interface Manifest {
  /** Of the whole: the same content, the same id. Tools of today leave it out. */
  debugId?: string;
  release?: string;
  dist?: string;
  files: readonly ManifestFile[];
}

/** Bytes of `manifest.json`. */
export const MAX_MANIFEST_BYTES = 32 * 1024 * 1024;
/** Lists, objects and commas in it, some ten of a file: to read a value takes up to a hundred bytes. */
export const MAX_MANIFEST_VALUES = 500_000;
/** Characters of a URL. */
const MAX_URL = 4_096;
const MAX_RELEASE = 200;
const MAX_DIST = 64;

const TYPES: ReadonlySet<string> = new Set<ArtifactType>([
  'source',
  'minified_source',
  'source_map',
  'indexed_ram_bundle',
]);

/** Files of types that are unknown here are passed over, and so is all that nobody asks for. */
export const readManifest = (bytes: Uint8Array): Manifest => {
  const manifest = asRecord(parse(bytes));
  const files = manifest && asRecord(manifest.files);
  if (!manifest || !files) throw new BundleFault('manifest.json names no files.');
  const debugId = textOf(manifest.debug_id, MAX_URL);
  const release = textOf(manifest.release, MAX_RELEASE);
  const dist = textOf(manifest.dist, MAX_DIST);
  return {
    ...(debugId && { debugId: readDebugId(debugId) ?? debugId }),
    ...(release && { release }),
    ...(dist && { dist }),
    files: Object.entries(files).flatMap(([path, said]) => readFile(path, asRecord(said)) ?? []),
  };
};

const parse = (bytes: Uint8Array): unknown => {
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (countValues(json, MAX_MANIFEST_VALUES) > MAX_MANIFEST_VALUES)
      throw new BundleFault(`manifest.json has more than ${MAX_MANIFEST_VALUES} values.`);
    return JSON.parse(json) as unknown;
  } catch (cause) {
    if (cause instanceof BundleFault) throw cause;
    throw new BundleFault('manifest.json is no JSON.', { cause });
  }
};

const readFile = (path: string, said: Readonly<Record<string, unknown>> | undefined): ManifestFile | undefined => {
  const type = textOf(said?.type, MAX_URL) ?? '';
  if (!said || !TYPES.has(type)) return undefined;
  const url = textOf(said.url, MAX_URL);
  const { debugId, sourceMap } = readArtifactHeaders(Object.entries(asRecord(said.headers) ?? {}));
  return {
    path,
    type: type as ArtifactType, // one of the set above
    ...(url && { url }),
    ...(debugId && { debugId }),
    ...(sourceMap && { sourceMap }),
  };
};

const asRecord = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>) // JSON has no other
    : undefined;

const textOf = (value: unknown, max: number): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= max && value.isWellFormed() ? value : undefined;
