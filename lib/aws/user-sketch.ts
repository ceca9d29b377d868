import type { UserCount } from '../ports/issue-stats.ts';

/** Hashes of which an estimate is made: its standard deviation is 1/√512, 4.4 %. */
const SMALLEST_KEPT = 512;
/** A sketch is cut when it has grown by so many: not with each user. */
const SLACK = 128;
/** Hashes are 64 bits. */
const ALL_HASHES = 2 ** 64;

/** Users as the smallest of their hashes: how far apart those lie tells how many there are. */
export interface UserSketch {
  /** As hex of 16 digits, in order. */
  hashes: readonly string[];
  /** Larger ones were let go: the number of users is an estimate. */
  cut: boolean;
}

export const EMPTY_SKETCH: UserSketch = { hashes: [], cut: false };

export const sketchOf = (hashes: Iterable<string>, cut: boolean): UserSketch => ({
  hashes: [...new Set(hashes)].sort(),
  cut,
});

/** Those that a sketch lacks and has a place for. */
export const missingIn = ({ hashes, cut }: UserSketch, more: readonly string[]): string[] => {
  const known = new Set(hashes);
  const last = cut ? hashes[SMALLEST_KEPT - 1] : undefined;
  return more.filter(hash => !known.has(hash) && (last === undefined || hash < last));
};

/** Those that are to go, none as long as there are few too many. */
export const surplusOf = ({ hashes }: UserSketch): readonly string[] =>
  hashes.length > SMALLEST_KEPT + SLACK ? hashes.slice(SMALLEST_KEPT) : [];

export const countUsers = ({ hashes, cut }: UserSketch): UserCount => {
  const last = hashes[SMALLEST_KEPT - 1];
  if (!cut || last === undefined) return { users: hashes.length, exact: true };
  const share = Number(BigInt(`0x${last}`)) / ALL_HASHES;
  return { users: Math.round((SMALLEST_KEPT - 1) / share), exact: false };
};

/** Users of all of these: whoever is among the smallest of all is among the smallest of each that has them. */
export const uniteSketches = (sketches: readonly UserSketch[]): UserSketch => {
  const all = sketchOf(
    sketches.flatMap(({ hashes }) => hashes),
    sketches.some(({ cut }) => cut),
  );
  return all.cut || surplusOf(all).length > 0 ? { hashes: all.hashes.slice(0, SMALLEST_KEPT), cut: true } : all;
};
