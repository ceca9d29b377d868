import type { Ranges } from '../rule.ts';

/** Two lists of ranges as one; of two that overlap the one that begins first stays. */
export function mergeRanges(a: Ranges, b: Ranges): Ranges {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const merged: number[] = [];
  let i = 0;
  let k = 0;
  while (i < a.length || k < b.length) {
    const isFromA = k >= b.length || (i < a.length && a[i]! <= b[k]!); // below the lengths, as the condition says
    const [start, end] = isFromA ? [a[i]!, a[i + 1]!] : [b[k]!, b[k + 1]!]; // ranges come in twos
    if (isFromA) i += 2;
    else k += 2;
    if (start >= (merged.at(-1) ?? 0)) merged.push(start, end);
  }
  return merged;
}
