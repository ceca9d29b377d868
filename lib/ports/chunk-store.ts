/** Pieces of uploads on their way, by the SHA-1 of their bytes (40 hex digits). They are gone after `CHUNK_DAYS`. */
export interface ChunkStore {
  /** Those that are not there. */
  missing(organization: string, checksums: readonly string[]): Promise<string[]>;
  put(organization: string, checksum: string, bytes: Uint8Array): Promise<void>;
  get(organization: string, checksum: string): Promise<Uint8Array | undefined>;
}

/** How long the bucket keeps a chunk: an upload that was interrupted can go on. */
export const CHUNK_DAYS = 3;
