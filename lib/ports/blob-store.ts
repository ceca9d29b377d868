/** Whole objects by key, strongly consistent. For what is too big for the queue or the table. */
export interface BlobStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** `undefined` when there is no such object. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Deleting what is not there is fine. */
  delete(key: string): Promise<void>;
}
