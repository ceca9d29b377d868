import type { EdgeSettings } from '../ports/key-store.ts';
import type { Quota, QuotaScope } from '../protocol/quota.ts';
import { sameQuota } from '../protocol/quota-window.ts';

/**
 * The quotas of one scope instead of those that were there; other scopes keep theirs. A limit holds on only where its
 * quota is the same as before: what was raised or taken away opens at once, and the digest finds again what is used up.
 */
export const replaceQuotas = <S extends Pick<EdgeSettings, 'quotas' | 'limits'>>(
  settings: S,
  scope: QuotaScope,
  quotas: readonly Quota[],
): S => {
  const before = settings.quotas ?? [];
  const unchanged = quotas.filter(quota => before.some(one => sameQuota(one, quota)));
  const ids = new Set(unchanged.map(({ id }) => id));
  return {
    ...settings,
    quotas: [...before.filter(quota => quota.scope !== scope), ...quotas],
    limits: (settings.limits ?? []).filter(limit => limit.scope !== scope || ids.has(limit.quotaId)),
  };
};
