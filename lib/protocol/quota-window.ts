import type { Quota } from './quota.ts';

/** When the window of a moment began. Edge and digest know it without asking each other. Milliseconds since 1970, both. */
export const windowStart = ({ window }: Pick<Quota, 'window'>, at: number): number => at - (at % (window * 1_000));

export const windowEnd = (quota: Pick<Quota, 'window'>, at: number): number =>
  windowStart(quota, at) + quota.window * 1_000;

/**
 * What is counted together: a quota whose limit alone is changed goes on counting, one with other categories or another
 * window begins anew.
 */
export const quotaCounter = ({ scope, scopeId, id, window, categories }: Quota): string =>
  [scope, scopeId, id, window, [...categories].sort().join(';')].join('#');

/** Whether what was found about one holds for the other. */
export const sameQuota = (one: Quota, other: Quota): boolean =>
  one.limit === other.limit && quotaCounter(one) === quotaCounter(other);
