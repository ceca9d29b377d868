import type { KnownSignature } from '../protocol/budget.ts';

/** In the settings of each key, which the edge reads: a few kilobytes. */
export const MAX_KNOWN = 200;
/** How long an issue's events are refused before one is let through again, to see whether the issue is still as it was. */
export const KNOWN_FOR_MS = 10 * 60_000;

/** Those that were known already and still are, and new ones; of too many the oldest go. */
export const withKnown = (
  known: readonly KnownSignature[],
  signatures: readonly string[],
  now: number,
): KnownSignature[] => {
  const left = known.filter(([, until]) => until > now);
  const there = new Set(left.map(([signature]) => signature));
  const added = [...new Set(signatures)].filter(signature => !there.has(signature));
  return [...left, ...added.map((signature): KnownSignature => [signature, now + KNOWN_FOR_MS])].slice(-MAX_KNOWN);
};
