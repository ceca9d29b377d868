import type { Quota, QuotaScope } from '../../protocol/quota.ts';
import type { QuotaJson } from '../contract/quotas.ts';

/** Those of one scope, in the order in which they were given. */
export const presentQuotas = (quotas: readonly Quota[], scope: QuotaScope): QuotaJson[] =>
  quotas
    .filter(quota => quota.scope === scope)
    .map(({ id, categories, limit, window, reasonCode }) => ({ id, categories, limit, window, reasonCode }));
