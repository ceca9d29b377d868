import { USAGE_UNITS, type UsageUnit } from '../protocol/cost.ts';
import { isObject } from '../protocol/json.ts';
import type { PriceList } from './price-list.ts';

/** A dollar for each unit: nothing of AWS's that is counted here is dearer. */
const MAX_PRICE = 1_000_000;

/** `{"gatewayRequests": 0.9}` as ALLIM_PRICES has it. Throws an error that names every fault. */
export const readPrices = (json: string): Partial<PriceList> => {
  const value = parse(json);
  if (!isObject(value)) throw new Error('ALLIM_PRICES: expected a JSON object of prices by unit');
  const faults = Object.entries(value).flatMap(([unit, price]) => {
    if (!isUnit(unit)) return [`${unit} is none of ${USAGE_UNITS.join(', ')}`];
    const sound = typeof price === 'number' && price >= 0 && price <= MAX_PRICE;
    return sound ? [] : [`${unit} must be a number of micro-dollars from 0 to ${MAX_PRICE}`];
  });
  if (faults.length > 0) throw new Error(`ALLIM_PRICES: ${faults.join('; ')}`);
  return value;
};

const isUnit = (name: string): name is UsageUnit => (USAGE_UNITS as readonly string[]).includes(name);

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new Error('ALLIM_PRICES: not JSON', { cause });
  }
};
