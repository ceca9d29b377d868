import { describeError } from '../../log.ts';
import type { Artifact, SymbolBytes } from '../../ports/artifact-store.ts';
import type { ModuleFault } from '../../symbolicate/fault.ts';
import { MalformedSourceMap, type ReadBytes, type SymbolIndex } from '../../symbolicate/symbol-index.ts';
import type { ByteCache, Cached } from './byte-cache.ts';
import { type Deadline, msLeft } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { makeIndex, openStored } from './make-index.ts';
import { decode, MAX_MINIFIED_BYTES, placeOf, readBytes } from './read-source.ts';

/** Bytes of a map, unpacked, of which some ten times as much is in memory while it is read. Larger ones are read after their upload, where there is more. */
export const MAX_MAP_BYTES = 40 * 1024 * 1024;
/** Parts that an index is read in. */
const BLOCK_BYTES = 128 * 1024;
/** A map is read at this speed at least, with its file beside it (bench/). */
const BYTES_PER_MS = 4_000;
const MIN_BUILD_MS = 500;
/** What cannot be read is looked at again after this. */
const FAULT_FOR_MS = 600_000;
/** An upload may be deleted, and its index with it: what is open is opened anew after this. */
const OPEN_FOR_MS = 600_000;
/** What an open index keeps of its file, beside names of sources. */
const OPEN_BYTES = 65_536;
/** Of each source, beside its name. */
const SOURCE_BYTES = 200;

/** The index of a map: it is made once, and lies beside the map from then on. Or why there is none. */
export const openSymbols = (
  deps: SymbolicateDeps,
  map: Artifact,
  minified: Artifact | undefined,
  deadline: Deadline,
): Promise<SymbolIndex | ModuleFault> => {
  const key = `${placeOf(map)}+${minified ? placeOf(minified) : ''}`;
  return deps.symbolicationMemory.opened.get(key, async () => {
    const stored = deps.artifacts.symbols(map, minified);
    const { blocks, keptParts } = deps.symbolicationMemory;
    const index = await openStored(inBlocks(blocks, key, stored), keptParts());
    if (index) return openedAs(index);
    return await deps.symbolicationMemory.inTurn(() => build(deps, map, minified, deadline));
  });
};

const openedAs = (index: SymbolIndex): Cached<SymbolIndex> => ({
  value: index,
  bytes: OPEN_BYTES + index.sources.reduce((sum, source) => sum + 2 * (source?.length ?? 0) + SOURCE_BYTES, 0),
  forMs: OPEN_FOR_MS,
});

/** Reads whole blocks and keeps them. */
const inBlocks =
  (blocks: ByteCache<Uint8Array | undefined>, key: string, stored: SymbolBytes): ReadBytes =>
  async (offset, length) => {
    const parts: Uint8Array[] = [];
    for (let block = Math.floor(offset / BLOCK_BYTES); block * BLOCK_BYTES < offset + length; block++) {
      const bytes = await blocks.get(`${key}#${block}`, () => readBlock(stored, block));
      const from = Math.max(offset - block * BLOCK_BYTES, 0);
      if (bytes) parts.push(bytes.subarray(from, offset + length - block * BLOCK_BYTES));
      if (!bytes || bytes.length < BLOCK_BYTES) break;
    }
    return parts.length === 1 ? (parts[0] ?? new Uint8Array()) : Buffer.concat(parts);
  };

/** What is not there yet may be a moment later. */
const readBlock = async (stored: SymbolBytes, block: number): Promise<Cached<Uint8Array | undefined>> => {
  const value = await stored.get({ offset: block * BLOCK_BYTES, length: BLOCK_BYTES });
  return value ? { value, bytes: value.length } : { value, bytes: 0, forMs: 0 };
};

type Built = Cached<SymbolIndex | ModuleFault>;

const fault = (value: ModuleFault): Built => ({ value, bytes: 0, forMs: FAULT_FOR_MS });

const build = async (
  deps: SymbolicateDeps,
  map: Artifact,
  minified: Artifact | undefined,
  deadline: Deadline,
): Promise<Built> => {
  const needed = Math.max((map.size + (minified?.size ?? 0)) / BYTES_PER_MS, MIN_BUILD_MS);
  if (msLeft(deadline) < needed) return { value: 'out_of_time', bytes: 0, forMs: 0 };
  const json = await readBytes(deps, map, deps.maxMapBytes ?? MAX_MAP_BYTES);
  if (typeof json === 'string') return fault(json);
  const file = minified && (await readBytes(deps, minified, MAX_MINIFIED_BYTES));
  const text = file === undefined || typeof file === 'string' ? undefined : decode(file);
  try {
    const { bytes, index } = await makeIndex(decode(json), text, deps.symbolicationMemory.keptParts());
    await store(deps, map, minified, bytes);
    // It holds all of its bytes: the next batch opens what was just stored.
    return { value: index, bytes: bytes.length, forMs: 0 };
  } catch (error) {
    if (!(error instanceof MalformedSourceMap)) throw error;
    return fault('malformed_sourcemap');
  }
};

/** What could not be stored is made again by the next batch. */
const store = async (
  { artifacts, faultOf, log }: SymbolicateDeps,
  map: Artifact,
  minified: Artifact | undefined,
  bytes: Uint8Array,
): Promise<void> => {
  try {
    await artifacts.putSymbols(map, minified, bytes);
  } catch (error) {
    if (faultOf(error) === 'outage') throw error;
    log('warn', 'symbols not stored', { project: map.projectId, bundle: map.bundleId, ...describeError(error) });
  }
};
