/** A message that the ingest queue gave up: its digests died. */
export interface DeadRecord {
  /** The queue's own. */
  id: string;
  body: string;
  /** Deliveries from both queues. */
  receives: number;
  /** Milliseconds since 1970: when it was queued. */
  queued?: number;
  /** Decimal text, where the sender said it. */
  projectId?: string;
  /** To be given back with `delete`. */
  receipt: string;
}

/** Where the ingest queue puts what was delivered too often. At least once, in no order. */
export interface DeadLetterQueue {
  /** At most 10, out of sight for a few minutes. Empty: there is none right now. */
  receive(): Promise<DeadRecord[]>;
  delete(record: DeadRecord): Promise<void>;
}
