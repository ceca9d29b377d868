import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Artifact } from '../ports/artifact-store.ts';
import type { ListedArtifact } from '../ports/artifact-uploads.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import { packFiles, unpackFiles } from './artifact-item.ts';
import { inTurns } from './in-turns.ts';

type Place = Pick<Artifact, 'projectId' | 'bundleId'>;

/** Bytes of a bundle lie in objects of this size, so that neither writing nor reading needs it whole. */
export const PART_BYTES = 4 * 1024 * 1024;
/** Parts that are read side by side. */
const AT_ONCE = 4;
/** Bytes of a list of files, unpacked: 20,000 files with long names. */
const MAX_LISTING_BYTES = 64 * 1024 * 1024;

export const bundleFolder = ({ projectId, bundleId }: Place): string => `artifacts/${projectId}/${bundleId}/`;
const partPath = (place: Place, part: number): string => `${bundleFolder(place)}p-${String(part).padStart(5, '0')}`;
const listingPath = (place: Place): string => `${bundleFolder(place)}files`;
/** Beside the map, whatever bundle the minified file is from. */
export const symbolsPath = (map: Artifact, minified: Artifact | undefined): string => {
  const pair = [map.offset, minified?.bundleId ?? '', minified?.offset ?? ''].join(' ');
  return `${bundleFolder(map)}s-${createHash('sha256').update(pair).digest('hex').slice(0, 32)}`;
};

export const writeParts = async (
  blobs: BlobStore,
  place: Place,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> => {
  let part = 0;
  for await (const bytes of inParts(pieces)) await blobs.put(partPath(place, part++), bytes);
};

/** Cuts and joins pieces to parts. */
async function* inParts(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < PART_BYTES) continue;
    const joined = Buffer.concat(waiting);
    const whole = size - (size % PART_BYTES);
    for (let at = 0; at < whole; at += PART_BYTES) yield joined.subarray(at, at + PART_BYTES);
    waiting = [joined.subarray(whole)];
    size -= whole;
  }
  if (size > 0) yield Buffer.concat(waiting);
}

/** `undefined`: a part of it is gone. What lies behind the end is left out. */
export const readParts = async (
  blobs: BlobStore,
  place: Place,
  { offset, length }: { offset: number; length: number },
): Promise<Uint8Array | undefined> => {
  if (length === 0) return new Uint8Array();
  const parts = Array.from(cuts(offset, length));
  const found = await inTurns(AT_ONCE, parts, ({ part, ...range }) => blobs.get(partPath(place, part), range));
  const end = found.indexOf(undefined);
  if (end === 0) return undefined;
  const known = (end === -1 ? found : found.slice(0, end)) as Uint8Array[]; // up to the first that is not there
  return known.length === 1 && known[0] ? known[0] : Buffer.concat(known);
};

function* cuts(offset: number, length: number): Generator<{ part: number; offset: number; length: number }> {
  for (let at = offset; at < offset + length; ) {
    const within = at % PART_BYTES;
    const size = Math.min(PART_BYTES - within, offset + length - at);
    yield { part: Math.floor(at / PART_BYTES), offset: within, length: size };
    at += size;
  }
}

export const writeListing = (blobs: BlobStore, place: Place, files: readonly ListedArtifact[]): Promise<void> =>
  blobs.put(listingPath(place), gzipSync(packFiles(files)));

/** Nothing where the bundle is gone, or was never finished. */
export const readListing = async (
  blobs: BlobStore,
  of: Pick<Artifact, 'projectId' | 'bundleId' | 'origin'>,
): Promise<ListedArtifact[]> => {
  const packed = await blobs.get(listingPath(of));
  return packed ? unpackFiles(gunzipSync(packed, { maxOutputLength: MAX_LISTING_BYTES }).toString('utf8'), of) : [];
};
