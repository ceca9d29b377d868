import type { ActiveLimit, QuotaScope } from './quota.ts';

/** What an SDK is told of a limit. */
export interface RateLimit {
  /** Whole seconds from now. */
  seconds: number;
  /** Names of data categories; empty: all of them. */
  categories: readonly string[];
  scope: QuotaScope;
  /** Word characters only. */
  reasonCode: string;
}

/** Of several limits for the same categories and scope the longest holds. @param now milliseconds since 1970 */
export const toRateLimits = (limits: readonly ActiveLimit[], now: number): RateLimit[] => {
  const longest = new Map<string, RateLimit>();
  for (const { until, categories, scope, reasonCode } of limits) {
    const limit = { seconds: secondsUntil(until, now), categories, scope, reasonCode };
    const key = `${[...categories].sort().join(';')}:${scope}`;
    if (limit.seconds > (longest.get(key)?.seconds ?? 0)) longest.set(key, limit);
  }
  return [...longest.values()];
};

/** The value of `X-Sentry-Rate-Limits`: `60:error;security:key:key_quota, 2700::organization:monthly`. */
export const formatRateLimits = (limits: readonly RateLimit[]): string =>
  limits
    .map(({ seconds, categories, scope, reasonCode }) => `${seconds}:${categories.join(';')}:${scope}:${reasonCode}`)
    .join(', ');

/** The value of `Retry-After`, for senders that know only that. */
export const retryAfter = (limits: readonly RateLimit[]): string =>
  String(Math.max(...limits.map(({ seconds }) => seconds)));

/** Rounded up, so that nobody comes again a moment too early. */
const secondsUntil = (until: number, now: number): number => Math.max(1, Math.ceil((until - now) / 1_000));
