/** Whole objects by key, strongly consistent. For what is too big for the queue or the table. */
export interface BlobStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** `undefined` when there is no such object, or nothing of it in the range. */
  get(key: string, range?: ByteRange): Promise<Uint8Array | undefined>;
  /** Deleting what is not there is fine. */
  delete(key: string): Promise<void>;
}

/** A part of an object; what lies behind its end is left out. */
export interface ByteRange {
  /** Bytes before it. */
  offset: number;
  /** Bytes, at least 1. */
  length: number;
}
