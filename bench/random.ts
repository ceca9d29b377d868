/** A source of numbers that gives the same ones for the same seed. */
export interface Random {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** One of the list, which has at least one. */
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Lower-case hex digits. */
  hex(length: number): string;
}

/** Mulberry32: small, fast, and well spread over neighbouring seeds. */
export const randomFrom = (seed: number): Random => {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: list => list[below(list.length)] ?? list[0],
    hex: length => {
      let digits = '';
      while (digits.length < length)
        digits += below(2 ** 24)
          .toString(16)
          .padStart(6, '0');
      return digits.slice(0, length);
    },
  };
};
