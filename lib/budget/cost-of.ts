import { USAGE_UNITS, type Usage } from '../protocol/cost.ts';
import type { PriceList } from './price-list.ts';

/** Micro-dollars. */
export const costOf = (usage: Usage, prices: PriceList): number =>
  USAGE_UNITS.reduce((sum, unit) => sum + usage[unit] * prices[unit], 0);
