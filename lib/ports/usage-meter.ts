import type { Usage } from '../protocol/cost.ts';

/** Adds up what one process uses of AWS until it is charged to somebody. */
export interface UsageMeter {
  add(usage: Partial<Usage>): void;
  /** What was added since the last time. */
  take(): Usage;
}
