/** Takes records off the queue before the digest has ended, so that they do not come again if it never does. */
export interface Acknowledger {
  /** @param receipts of this delivery; those that are stale are passed over */
  acknowledge(receipts: readonly string[]): Promise<void>;
}
