import type { DataCategory } from './data-category.ts';

export type QuotaScope = 'organization' | 'project' | 'key';

/** How much of some categories one scope may send in a fixed window. */
export interface Quota {
  /** Unique within its scope. */
  id: string;
  scope: QuotaScope;
  /** Slug of the organization, id of the project, or public key. */
  scopeId: string;
  /** Empty: all of them. */
  categories: DataCategory[];
  /** 0 lets nothing in. */
  limit: number;
  /** Seconds. Windows begin at whole multiples of it since 1970. */
  window: number;
  /** What SDKs and the ledger are told; word characters only. */
  reasonCode: string;
}

/** A quota that is used up: until then nothing of these categories is taken. */
export interface ActiveLimit {
  quotaId: string;
  scope: QuotaScope;
  categories: DataCategory[];
  reasonCode: string;
  /** Milliseconds since 1970. */
  until: number;
}
