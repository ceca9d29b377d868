import type { Json } from '../protocol/json.ts';

/** A UTF-16 unit takes at most this many bytes in UTF-8. */
const MAX_BYTES_PER_UNIT = 3;
/** Quotes of a string; brackets of a container; quotes, colon and comma around a key. */
const STRING_OVERHEAD = 2;
const CONTAINER_OVERHEAD = 2;
const MEMBER_OVERHEAD = 4;
const SCALAR_BYTES = 24;

/**
 * Whether a value surely stays within `maxBytes` of JSON and has no container at `maxDepth` levels (the value itself is
 * level one) and no `__proto__` key. It guesses high and stops at the limit, so nearly every bag is passed without being
 * measured; a `false` means only "look closer" (see trim-bag). The depth bounds its recursion.
 */
export const fits = (value: Json, maxDepth: number, maxBytes: number): boolean => spend(value, maxDepth, maxBytes) >= 0;

const spend = (value: Json | undefined, depth: number, left: number): number => {
  if (typeof value === 'string') return left - value.length * MAX_BYTES_PER_UNIT - STRING_OVERHEAD;
  if (typeof value !== 'object' || value === null) return left - SCALAR_BYTES;
  if (depth <= 1) return -1;
  let rest = left - CONTAINER_OVERHEAD;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && rest >= 0; i++) rest = spend(value[i], depth - 1, rest) - 1;
    return rest;
  }
  for (const key in value) {
    if (rest < 0 || key === '__proto__') return -1;
    rest = spend(value[key], depth - 1, rest - key.length * MAX_BYTES_PER_UNIT - MEMBER_OVERHEAD);
  }
  return rest;
};
