import { USAGE_UNITS, type Usage } from '../protocol/cost.ts';

/** Nothing used, but for what is given. */
export const usageOf = (some: Partial<Usage> = {}): Usage => {
  const none = Object.fromEntries(USAGE_UNITS.map(unit => [unit, 0])) as Usage; // every unit is in the list
  return { ...none, ...some };
};

export const addUsage = (one: Usage, other: Partial<Usage>): Usage => {
  const sum = { ...one };
  for (const unit of USAGE_UNITS) sum[unit] += other[unit] ?? 0;
  return sum;
};

/** A part of what was used together. @param part 0 to 1 */
export const partOfUsage = (usage: Usage, part: number): Usage => {
  const scaled = { ...usage };
  for (const unit of USAGE_UNITS) scaled[unit] *= part;
  return scaled;
};
