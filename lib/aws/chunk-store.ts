import type { BlobStore } from '../ports/blob-store.ts';
import type { ChunkStore } from '../ports/chunk-store.ts';
import { inTurns } from './in-turns.ts';

/** Asked for side by side. */
const AT_ONCE = 32;

/** Chunks as objects; the bucket's lifecycle takes them away. */
export const blobChunkStore = (blobs: BlobStore): ChunkStore => ({
  missing: async (organization, checksums) => {
    const there = await inTurns(AT_ONCE, checksums, async checksum =>
      blobs.get(chunkPath(organization, checksum), { offset: 0, length: 1 }),
    );
    return checksums.filter((_, place) => there[place] === undefined);
  },
  put: (organization, checksum, bytes) => blobs.put(chunkPath(organization, checksum), bytes),
  get: (organization, checksum) => blobs.get(chunkPath(organization, checksum)),
});

const chunkPath = (organization: string, checksum: string): string => `chunks/${organization}/${checksum}`;
