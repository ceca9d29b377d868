/** A release's version, when it is `package@version` with one to four numbers. */
export interface ReleaseVersion {
  major: number;
  minor: number;
  patch: number;
  revision: number;
  /** How many of the numbers were given. */
  components: number;
  pre?: string;
  build?: string;
}

export interface ParsedRelease {
  package?: string;
  /** What follows the package, or all when there is none. */
  raw: string;
  version?: ReleaseVersion;
  /** As people write it: `1.2.3-beta (77)`; the raw version when it is none. */
  description: string;
}

/** A number beyond this many digits is a date or a hash that happens to be digits; it would lose some as a number. */
const VERSION =
  /^(\d{1,15})(?:\.(\d{1,15}))?(?:\.(\d{1,15}))?(?:\.(\d{1,15}))?(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;

/** The parts of a release name. A version is understood only behind a package: `1.2` alone may be anything. */
export const parseRelease = (release: string): ParsedRelease => {
  const at = release.indexOf('@');
  if (at <= 0) return { raw: release, description: release };
  const raw = release.slice(at + 1);
  const version = parseVersion(raw);
  const named = { package: release.slice(0, at), raw };
  return version === undefined ? { ...named, description: raw } : { ...named, version, description: describe(version) };
};

const parseVersion = (raw: string): ReleaseVersion | undefined => {
  const match = VERSION.exec(raw);
  if (match === null) return undefined;
  const [, major, minor, patch, revision, pre, build] = match;
  const numbers = [major, minor, patch, revision].filter(number => number !== undefined);
  return {
    major: Number(major),
    minor: Number(minor ?? 0),
    patch: Number(patch ?? 0),
    revision: Number(revision ?? 0),
    components: numbers.length,
    ...(pre === undefined ? {} : { pre }),
    ...(build === undefined ? {} : { build }),
  };
};

const describe = ({ major, minor, patch, revision, components, pre, build }: ReleaseVersion): string => {
  const numbers = [major, minor, patch, revision].slice(0, components).join('.');
  return numbers + (pre === undefined ? '' : `-${pre}`) + (build === undefined ? '' : ` (${build})`);
};
