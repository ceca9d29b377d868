/** Sort keys from `from` (included) up to `to` (not included). */
export interface KeyRange {
  from: Buffer;
  to: Buffer;
}

/** AWS, "Quotas": a sort key has at most 1,024 bytes, so nothing sorts after 1,025 of the highest. */
const MAX_RANGE_KEY_BYTES = 1024;
const LOWEST = Buffer.of(0);
const HIGHEST = Buffer.alloc(MAX_RANGE_KEY_BYTES + 1, 0xff);

export const WHOLE_RANGE: KeyRange = { from: LOWEST, to: HIGHEST };

export function rangeOf(operator: string, [first = LOWEST, second = LOWEST]: readonly Buffer[]): KeyRange {
  switch (operator) {
    case 'EQ':
      return { from: first, to: justAfter(first) };
    case 'LT':
      return { from: LOWEST, to: first };
    case 'LE':
      return { from: LOWEST, to: justAfter(first) };
    case 'GT':
      return { from: justAfter(first), to: HIGHEST };
    case 'GE':
      return { from: first, to: HIGHEST };
    case 'BETWEEN':
      return { from: first, to: justAfter(second) };
    case 'BEGINS_WITH':
      return { from: first.length === 0 ? LOWEST : first, to: justAfterPrefix(first) };
    default:
      throw new Error(`not an operator of a key condition: ${operator}`);
  }
}

/** The rest of a range behind one of its keys, in the direction of reading. */
export function rangeBehind(range: KeyRange, key: Buffer, forward: boolean): KeyRange {
  return forward ? { from: justAfter(key), to: range.to } : { from: range.from, to: key };
}

/** The same with the key itself: where several rows share it, some of them may be left. */
export function rangeFrom(range: KeyRange, key: Buffer, forward: boolean): KeyRange {
  return forward ? { from: key, to: range.to } : { from: range.from, to: justAfter(key) };
}

export function isWithin({ from, to }: KeyRange, key: Buffer): boolean {
  return Buffer.compare(key, from) >= 0 && Buffer.compare(key, to) < 0;
}

function justAfter(key: Buffer): Buffer {
  return Buffer.concat([key, LOWEST]);
}

function justAfterPrefix(prefix: Buffer): Buffer {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return HIGHEST;
  const next = Buffer.from(prefix.subarray(0, length));
  // `length` is at least 1 here.
  next[length - 1]! += 1;
  return next;
}
