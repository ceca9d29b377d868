import type { Outcome } from '../protocol/outcome.ts';

/** What became of a project's items during one hour. */
export interface LedgerRow extends Outcome {
  /** Milliseconds since 1970: the beginning of the hour in which they were received. */
  hour: number;
}

export interface LedgerStore {
  /** Hours from `from` (included) to `to` (not included), oldest first; what nothing was counted for has no row. */
  read(projectId: string, from: number, to: number): Promise<LedgerRow[]>;
}
