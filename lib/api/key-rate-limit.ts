import type { EdgeSettings } from '../ports/key-store.ts';
import type { Quota } from '../protocol/quota.ts';
import { replaceQuotas } from './replace-quotas.ts';

/** Sentry's `rateLimit` of a key: so many errors in so many seconds. */
export interface KeyRateLimit {
  /** Seconds. */
  window: number;
  count: number;
}

/** Sentry's names for it; a key has no other quota. */
const ID = 'key';
const REASON = 'key_quota';
const CATEGORIES: Quota['categories'] = ['default', 'error', 'security'];

export const keyRateLimit = ({ quotas = [], publicKey }: EdgeSettings): KeyRateLimit | null => {
  const quota = quotas.find(({ id, scope, scopeId }) => id === ID && scope === 'key' && scopeId === publicKey);
  return quota ? { window: quota.window, count: quota.limit } : null;
};

/** As in Sentry a count or window of 0 is none: a key that takes nothing is a disabled key. */
export const withKeyRateLimit = (key: EdgeSettings, rateLimit: KeyRateLimit | null): EdgeSettings =>
  replaceQuotas(key, 'key', rateLimit && rateLimit.count > 0 && rateLimit.window > 0 ? [toQuota(key, rateLimit)] : []);

const toQuota = ({ publicKey }: EdgeSettings, { window, count }: KeyRateLimit): Quota => ({
  id: ID,
  scope: 'key',
  scopeId: publicKey,
  categories: CATEGORIES,
  limit: count,
  window,
  reasonCode: REASON,
});
