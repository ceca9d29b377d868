/**
 * Records that are being digested apart from others, because digests of theirs have failed or died. Who dies leaves the
 * trial behind, and with it the names of those that one of which is to blame.
 */
export interface TrialStore {
  /** @param records the queue's ids */
  begin(records: readonly string[]): Promise<Trial>;
  /** They did no harm. Safe twice. */
  end(trial: Trial): Promise<void>;
  /** Trials that were begun within the last hour and have not ended. */
  open(): Promise<Trial[]>;
}

export interface Trial {
  id: string;
  records: readonly string[];
}
