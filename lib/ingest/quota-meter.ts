import type { EdgeSettings } from '../ports/key-store.ts';
import type { ActiveLimit, Quota } from '../protocol/quota.ts';
import type { QuotaUse } from '../protocol/quota-use.ts';
import { quotaCounter, windowEnd, windowStart } from '../protocol/quota-window.ts';
import { recent } from '../protocol/recent.ts';

/** Windows that one edge function remembers. Forgetting one can only let more in. */
const MAX_COUNTERS = 5_000;
/** How long an SDK is told to be silent about what nothing is taken of. As Sentry's servers; then it asks again. */
const CLOSED_MS = 60_000;

/** What this one function has let through: it says for certain that a quota is used up, never that it is not. */
export interface QuotaMeter {
  /** @param at milliseconds since 1970, here and below */
  add(uses: readonly QuotaUse[], at: number): void;
  /** What was added and then not kept after all. */
  takeBack(uses: readonly QuotaUse[], at: number): void;
  isUsedUp(quota: Quota, at: number): boolean;
}

export const quotaMeter = (): QuotaMeter => {
  const counters = recent<{ start: number; used: number }>(MAX_COUNTERS);

  const change = (quota: Quota, quantity: number, at: number): void => {
    const key = quotaCounter(quota);
    const start = windowStart(quota, at);
    const known = counters.get(key);
    if (known?.start === start) {
      known.used += quantity;
      return;
    }
    // A clock that was set back does not bring an old window back.
    if (quantity < 0 || (known && known.start > start)) return;
    counters.set(key, { start, used: quantity });
  };

  return {
    add: (uses, at) => {
      for (const { quota, quantity } of uses) change(quota, quantity, at);
    },
    takeBack: (uses, at) => {
      for (const { quota, quantity } of uses) change(quota, -quantity, at);
    },
    isUsedUp: (quota, at) => {
      const counter = counters.get(quotaCounter(quota));
      return counter?.start === windowStart(quota, at) && counter.used >= quota.limit;
    },
  };
};

/**
 * Added before it is done, so that requests that come at the same moment see each other; taken back when it fails, so
 * that nothing is limited for what was not kept.
 */
export const metered = async (
  meter: Pick<QuotaMeter, 'add' | 'takeBack'>,
  uses: readonly QuotaUse[],
  at: number,
  act: () => Promise<void>,
): Promise<void> => {
  meter.add(uses, at);
  try {
    await act();
  } catch (error) {
    meter.takeBack(uses, at);
    throw error;
  }
};

/** Every limit that holds for a key at this moment: what the digest has found, what nothing is taken of, what was let through here. */
export const limitsInForce = (
  meter: Pick<QuotaMeter, 'isUsedUp'>,
  { quotas = [], limits = [] }: Pick<EdgeSettings, 'quotas' | 'limits'>,
  at: number,
): ActiveLimit[] => [
  ...limits.filter(({ until }) => until > at),
  ...quotas.flatMap(quota => {
    if (quota.limit === 0) return [limitOf(quota, at + CLOSED_MS)];
    return meter.isUsedUp(quota, at) ? [limitOf(quota, windowEnd(quota, at))] : [];
  }),
];

const limitOf = ({ id, scope, categories, reasonCode }: Quota, until: number): ActiveLimit => ({
  quotaId: id,
  scope,
  categories,
  reasonCode,
  until,
});
