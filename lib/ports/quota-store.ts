import type { Quota } from '../protocol/quota.ts';
import type { QuotaUse } from '../protocol/quota-use.ts';

/** One window of a quota. */
export interface QuotaWindow {
  quota: Quota;
  /** Milliseconds since 1970. */
  start: number;
}

/** What one transaction adds to a window. */
export type WindowUse = QuotaWindow & QuotaUse;

/** How far a quota has gone, as keys are told of it. */
export type QuotaLevel = 'free' | 'near' | 'used_up';

export interface WindowState {
  /** Items that were counted. */
  used: number;
  /** What the keys concerned were told already; of another limit than the quota has now it means nothing. */
  told: QuotaLevel;
}

/** What quotas have used, over all edge functions. `TallyStore.record` adds to it; old windows go by themselves. */
export interface QuotaStore {
  /** In the order of `windows`. Strongly consistent. */
  read(windows: readonly QuotaWindow[]): Promise<WindowState[]>;
  /** Notes that the keys know. Safe twice. */
  noteTold(window: QuotaWindow, told: QuotaLevel): Promise<void>;
}
