/** What the load process is asked to send. */
export interface LoadPlan {
  dsn: string;
  count: number;
  bytes: number;
  issues: number;
  connections: number;
  /** Of the first event; the following ones count up. No two loads on one product share a seed. */
  seed: number;
  /** Events a second; without it as fast as the connections take them. */
  perSecond?: number;
}

/** What the load process says when all was answered. */
export interface LoadResult {
  accepted: number;
  seconds: number;
  /** CPU of the load process while it sent, in milliseconds. */
  cpuMs: number;
  p50Ms: number;
  p99Ms: number;
}
