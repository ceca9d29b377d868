/** What is to be deleted, and afterwards the receipt of it. It says nothing of a person. */
export interface Erasure {
  /** 32 hex digits. */
  id: string;
  /** Slug. */
  organization: string;
  kind: ErasureOrder['kind'];
  projectIds: readonly string[];
  /** Name of the token that asked. */
  requestedBy: string;
  /** Milliseconds since 1970. */
  requested: number;
  /** `dropped`: what it was about had not been deleted. */
  state: 'requested' | 'running' | 'done' | 'dropped';
  started?: number;
  /** When nothing of it was left for the first time. A later look may still add to what went. */
  finished?: number;
  erased: ErasedCounts;
  /** Issues that went, at most `MAX_NAMED_ISSUES`. */
  issues: string[];
}

export type ErasureOrder =
  /** Issues that are hidden already. Those that are not are left alone. */
  | { kind: 'issue'; projectIds: readonly [string]; issueIds: readonly string[] }
  /** A project that is deleted already. While it is not, nothing happens. */
  | { kind: 'project'; projectIds: readonly [string] }
  /** What is kept longer than the project's settings say when the work is done. */
  | { kind: 'retention'; projectIds: readonly [string] }
  /**
   * Events and feedback of a person, of whom nothing is known but marks (`personMark`). Counts stay: they tell nothing
   * of anybody.
   */
  | { kind: 'user'; projectIds: readonly string[]; salt: string; marks: readonly string[] };

/** Rows by what they are; bytes of payloads as they were stored, and of files. */
export interface ErasedCounts {
  issues: number;
  events: number;
  attachments: number;
  feedback: number;
  /** Users' marks in the count of users of issues. */
  users: number;
  /** Rows of other kinds: counts, hashes, activities, receipts … */
  rows: number;
  /** Rows that will go earlier than before. */
  shortened: number;
  payloadBytes: number;
  attachmentBytes: number;
}

/** Issues in one order; more are more orders. */
export const MAX_ORDERED_ISSUES = 1_000;
/** Projects that one privacy request goes through. */
export const MAX_ORDERED_PROJECTS = 500;
/** Ids of issues that a receipt names. */
export const MAX_NAMED_ISSUES = 500;

/** Users that one person can have been counted as. */
export const MAX_NOTED = 5_000;

export interface ErasureRequest {
  organization: string;
  order: ErasureOrder;
  /** Name of the token that asks. */
  requestedBy: string;
}

export interface ErasurePage {
  erasures: Erasure[];
  /** Opaque; give it back to read on. `undefined` at the end. */
  next?: string;
}

/** Orders to delete, worked off by the sweep. Receipts are kept for a year. */
export interface ErasureStore {
  /**
   * Durable when it returns. Ask before the issue or project is hidden: an order without that is dropped, while what is
   * hidden without an order would stay.
   */
  request(request: ErasureRequest): Promise<Erasure>;
  get(organization: string, id: string): Promise<Erasure | undefined>;
  /** Newest first. */
  list(organization: string, options: { limit: number; cursor?: string }): Promise<ErasurePage>;
}
