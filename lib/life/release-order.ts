import { parseRelease, type ReleaseVersion } from '../normalize/parse-release.ts';
import type { KnownRelease } from './living-issue.ts';

/** Sentry looks at this many of a project's newest releases to see whether it follows semantic versioning. */
export const SEMVER_SAMPLE = 10;

export const isSemver = (version: string): boolean => parseRelease(version).version !== undefined;

/**
 * Negative, zero or positive, as the first version is older than, equal to or newer than the second; `undefined` when
 * one of them is no version. Packages are not compared. A build breaks ties: mobile releases differ in nothing else.
 */
export const compareVersions = (first: string, second: string): number | undefined => {
  const a = parseRelease(first).version;
  const b = parseRelease(second).version;
  return a && b && (compareNumbers(a, b) || comparePre(a.pre, b.pre) || compareIdentifiers(a.build, b.build));
};

/** By its newest releases, newest first, and by the version that is to be compared. */
export const followsSemver = (newest: readonly KnownRelease[], version: string): boolean => {
  const sample = newest.slice(0, SEMVER_SAMPLE).map(release => isSemver(release.version));
  return isSemver(version) && sampleFollows(sample);
};

/** Two releases say what the newer one says; a few, what one of the newest three says; ten have to be three at least. */
const sampleFollows = (sample: readonly boolean[]): boolean => {
  if (sample.length <= 2) return sample[0] ?? false;
  const recent = sample.slice(0, 3).includes(true);
  return sample.length < SEMVER_SAMPLE ? recent : recent && sample.filter(Boolean).length >= 3;
};

/** The greatest version of those that are versions. */
export const greatest = <R extends KnownRelease>(releases: readonly R[]): R | undefined =>
  releases
    .filter(({ version }) => isSemver(version))
    .reduce<R | undefined>(
      (most, one) => (most && (compareVersions(most.version, one.version) ?? 0) >= 0 ? most : one),
      undefined,
    );

/** The least of those that are the version or above it. */
export const leastFrom = <R extends KnownRelease>(releases: readonly R[], version: string): R | undefined =>
  releases
    .filter(release => isAtLeast(release.version, version))
    .reduce<R | undefined>((least, one) => (least && isAtLeast(one.version, least.version) ? least : one), undefined);

/** Whether a version is the given one or above it; not where one of them is no version. */
export const isAtLeast = (version: string, given: string): boolean => (compareVersions(version, given) ?? -1) >= 0;

/** When it came out as far as is known: released, else added. */
export const dateOf = ({ dateReleased, dateAdded }: KnownRelease): number => dateReleased ?? dateAdded;

/** The one that came out last. */
export const latest = <R extends KnownRelease>(releases: readonly R[]): R | undefined =>
  releases.reduce<R | undefined>((most, one) => (most && dateOf(most) >= dateOf(one) ? most : one), undefined);

const NUMBERS = ['major', 'minor', 'patch', 'revision'] as const satisfies readonly (keyof ReleaseVersion)[];

const compareNumbers = (a: ReleaseVersion, b: ReleaseVersion): number =>
  NUMBERS.map(part => a[part] - b[part]).find(difference => difference !== 0) ?? 0;

/** What has a pre-release is older than the same without. */
const comparePre = (a: string | undefined, b: string | undefined): number => {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compareIdentifiers(a, b);
};

/** Dot-separated identifiers by the rules of semver.org 11.4: numbers before words, the shorter list first. */
const compareIdentifiers = (first: string | undefined, second: string | undefined): number => {
  const a = first === undefined ? [] : first.split('.');
  const b = second === undefined ? [] : second.split('.');
  for (const [place, one] of a.entries()) {
    const other = b[place];
    if (other === undefined) return 1;
    const order = compareIdentifier(one, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

const compareIdentifier = (a: string, b: string): number => {
  const [aIsNumber, bIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  if (aIsNumber) return sign(BigInt(a) - BigInt(b));
  return a === b ? 0 : a < b ? -1 : 1;
};

const sign = (difference: bigint): number => (difference === 0n ? 0 : difference < 0n ? -1 : 1);
