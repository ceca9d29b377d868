/** A message of the queue, as it is delivered. */
export interface QueueRecord {
  /** The queue's own, and what a failure is reported by. */
  id: string;
  body: string;
  /** Deliveries of it, this one included. */
  receives?: number;
  /** Milliseconds since 1970: when it was queued. */
  queued?: number;
  /** To be acknowledged by, in this delivery alone. */
  receipt?: string;
  /** Decimal text, where the sender told the queue. */
  projectId?: string;
}
