import type { BudgetStep } from '../protocol/budget.ts';
import { DEFAULT_SAMPLING, type SamplingPolicy } from './choose-kept.ts';

const POLICIES = {
  normal: DEFAULT_SAMPLING,
  /** A tenth of the first events, and one in five minutes; what says something new of an issue as always. */
  sample: { firstEvents: 10, slotSeconds: 300, countOnly: false },
  count_only: { ...DEFAULT_SAMPLING, countOnly: true },
  limit: { ...DEFAULT_SAMPLING, countOnly: true },
} as const satisfies Record<BudgetStep, SamplingPolicy>;

/** Which payloads are kept at a budget's step. */
export const samplingAt = (step: BudgetStep): SamplingPolicy => POLICIES[step];
