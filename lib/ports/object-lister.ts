/** What lies in the blob store, for who deletes: an object that no row leads to any more is found by its key alone. */
export interface ObjectLister {
  /** Keys with this prefix, at most 1,000, in their order. @param after only those behind this key */
  list(prefix: string, after?: string): Promise<string[]>;
  /** How keys go on below a prefix, up to the next `/`: `payloads/` → `payloads/d90/`. At most 1,000. */
  folders(prefix: string): Promise<string[]>;
}
