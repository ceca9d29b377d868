import { parseRelease, type ReleaseVersion } from '../normalize/parse-release.ts';

/** What ranks behind all versions, and versions: by the date they were added, and by themselves. */
const DATED = '0';
const VERSIONED = '1';
/** Numbers of a version have 15 digits at most. */
const NUMBER_DIGITS = 15;
/** Digits that say how many digits follow: a version has 200 characters. */
const LENGTH_DIGITS = 3;
/** Marks of lists of identifiers. They sort before whatever an identifier may hold, an end before one more. */
const END = ' ';
const ONE_MORE = '!';
/** Sorts after any pre-release. */
const NO_PRE = '~';
const NUMBER = '0';
const WORD = '1';

/**
 * A text that sorts as `compareVersions` compares, by its bytes; releases that are no versions come before all others,
 * by when they were added. It tells releases of one rank apart, and stays the same for as long as a release lives.
 */
export const versionRank = ({ version, dateAdded }: Ranked): string => {
  const parsed = parseRelease(version).version;
  const rank = parsed ? VERSIONED + rankOf(parsed) : DATED + new Date(dateAdded).toISOString();
  return `${rank}#${version}`;
};

/** Sorts the greatest version first. */
export const byRank = (one: Ranked, other: Ranked): number => compareRanks(versionRank(one), versionRank(other));

/** By bytes, as a table sorts; the larger first. */
export const compareRanks = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(other), Buffer.from(one));

interface Ranked {
  version: string;
  /** Milliseconds since 1970. */
  dateAdded: number;
}

const rankOf = ({ major, minor, patch, revision, pre, build }: ReleaseVersion): string =>
  [major, minor, patch, revision].map(number => String(number).padStart(NUMBER_DIGITS, '0')).join('') +
  (pre === undefined ? NO_PRE : identifiers(pre)) +
  (build === undefined ? END : identifiers(build));

const identifiers = (text: string): string => text.split('.').map(identifier).join('') + END;

const identifier = (text: string): string => {
  if (!/^\d+$/.test(text)) return ONE_MORE + WORD + text;
  const digits = text.replace(/^0+(?=\d)/, '');
  return ONE_MORE + NUMBER + String(digits.length).padStart(LENGTH_DIGITS, '0') + digits;
};
