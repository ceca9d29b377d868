import type { DataCategory } from './data-category.ts';

/**
 * The one fate of one item. The first five are decided at the edge (Sentry's words), the rest after the queue.
 * `accepted` is not the end of an item's way: each accepted item ends as one of the later four.
 */
export const OUTCOMES = [
  'accepted',
  'filtered',
  'rate_limited',
  'invalid',
  'client_discard',
  'stored',
  'counted_only',
  'duplicate',
  'dead_lettered',
] as const;
export type OutcomeName = (typeof OUTCOMES)[number];

/** How many items of one category had one fate, and why. `reason` is empty where the fate needs none. */
export interface Outcome {
  category: DataCategory;
  outcome: OutcomeName;
  reason: string;
  quantity: number;
}

/**
 * Adds up outcomes that differ in quantity only; the order of first appearance is kept.
 */
export const sumOutcomes = (outcomes: Iterable<Outcome>): Outcome[] => {
  const sums = new Map<string, Outcome>();
  for (const one of outcomes) {
    const key = `${one.category}#${one.outcome}#${one.reason}`;
    const sum = sums.get(key);
    if (sum) sum.quantity += one.quantity;
    else sums.set(key, { ...one });
  }
  return [...sums.values()];
};
