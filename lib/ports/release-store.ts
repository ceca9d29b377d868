/** Archived: kept, and hidden from who asks for open ones. */
export type ReleaseStatus = 'open' | 'archived';

/** A release of a project, made by an event that names it or by a tool. */
export interface Release {
  projectId: string;
  /** As SDKs spell it: `shop@1.4.2`, a hash, any text. */
  version: string;
  /** Milliseconds since 1970. */
  dateAdded: number;
  dateReleased?: number;
  /** Times of the first and last event, where it had any; each is coarse, an hour off at most. */
  firstEvent?: number;
  lastEvent?: number;
  ref?: string;
  url?: string;
  /** Absent: open. */
  status?: ReleaseStatus;
  /** How many commits it has, and the newest of them. Absent: none. */
  commitCount?: number;
  lastCommit?: Omit<ReleaseCommit, 'files'>;
  /** Who wrote them, each once, at most `MAX_RELEASE_AUTHORS`. Absent: nobody known. */
  authors?: CommitAuthor[];
  /** How often it was deployed, and the last time. Absent: never. */
  deployCount?: number;
  lastDeploy?: Deploy;
  /** When people were told that it came without source maps. Absent: they were not. */
  unmappedTold?: number;
  /** It was made, and what follows from that is still to be done: see `ReleaseStore.settle`. */
  unsettled?: true;
}

/** What a person or a tool says of a release. */
export type ReleaseFields = Pick<Release, 'dateReleased' | 'ref' | 'url' | 'status'>;

export interface ReleaseCommit {
  /** `COMMIT_ID`. */
  id: string;
  repository?: string;
  /** Milliseconds since 1970. */
  timestamp?: number;
  message?: string;
  author?: CommitAuthor;
  /** Files that it changed. Absent: nobody said. */
  files?: CommitFile[];
}

/** Whom a commit names as its author: personal data, which goes with a person's erasure. */
export interface CommitAuthor {
  name?: string;
  email?: string;
}

export interface CommitFile {
  /** As the repository has it: `src/cart.ts`. */
  path: string;
  /** Added, modified, deleted; Sentry's letters. */
  type: 'A' | 'M' | 'D';
}

/** Visible ASCII without `#`, at most 64 characters as in Sentry: hashes, numbers, names of changes. */
export const COMMIT_ID = /^[!"$-~]{1,64}$/;

/** A release came into an environment. */
export interface Deploy {
  id: string;
  environment: string;
  name?: string;
  url?: string;
  /** Milliseconds since 1970. */
  dateStarted?: number;
  dateFinished: number;
}

/** A place in the order of releases: newest first, those of one time by version, the largest first. */
export interface ReleasePosition {
  /** `releaseDate` of the release at this place. */
  date: number;
  version: string;
}

/** Of what events say: the earliest and latest time (ms) of those that name this version. */
export interface SeenRelease {
  version: string;
  first: number;
  last: number;
}

/**
 * How far `firstEvent` and `lastEvent` move at once: a known release costs a write in half an hour, not one an event.
 * The store and the digest's memory wait for a step each, which makes the hour.
 */
export const SEEN_STEP_MS = 1_800_000;

/** Milliseconds since 1970: by this releases are ordered. */
export const releaseDate = ({ dateReleased, dateAdded }: Pick<Release, 'dateReleased' | 'dateAdded'>): number =>
  dateReleased ?? dateAdded;

/** Sorts newest first. Text is compared by its UTF-8 bytes, as the table does. */
export const byNewest = (one: ReleasePosition, other: ReleasePosition): number =>
  other.date - one.date || Buffer.compare(Buffer.from(other.version), Buffer.from(one.version));

export const positionOf = (release: Release): ReleasePosition => ({
  date: releaseDate(release),
  version: release.version,
});

export interface ReleaseStore {
  get(projectId: string, versions: readonly string[]): Promise<Map<string, Release>>;
  /** The releases of this version, one of each project that has it. */
  find(projectIds: readonly string[], version: string): Promise<Release[]>;
  /** By `releaseDate`, newest first, behind a place where one is given. A release of this very moment may be missing. */
  newest(
    projectId: string,
    options: { limit: number; before?: ReleasePosition },
  ): Promise<{ releases: Release[]; next?: ReleasePosition }>;
  /** The same by `versionRank`, the greatest version first, behind a rank where one is given. */
  greatest(
    projectId: string,
    options: { limit: number; before?: string },
  ): Promise<{ releases: Release[]; next?: string }>;
  /**
   * Makes those that are not there yet and notes that they were seen. Known ones cost a read, and a write an hour.
   * Safe twice.
   * @returns the unsettled ones, made by this call or by one that was interrupted
   */
  seen(projectId: string, releases: readonly SeenRelease[]): Promise<string[]>;
  /** Makes it, or fills in those fields that one made before has not; the status is changed in any case. */
  make(
    projectId: string,
    version: string,
    fields: ReleaseFields,
  ): Promise<{ release: Release; outcome: 'made' | 'known' }>;
  /** Changes the given fields. `undefined`: there is no such release. */
  change(projectId: string, version: string, fields: ReleaseFields): Promise<Release | undefined>;
  /** What follows from its making is done: it is `unsettled` no more. Safe twice. */
  settle(projectId: string, version: string): Promise<void>;
  /** With its commits, deploys and counts. `false`: there is no such release. */
  delete(projectId: string, version: string): Promise<boolean>;
  /**
   * Commits of a release, newest first. Replaces what was said before. Safe twice.
   * `false`: there is no such release.
   */
  setCommits(projectId: string, version: string, commits: readonly ReleaseCommit[]): Promise<boolean>;
  /** As they were given; empty where there is no such release. */
  commits(projectId: string, version: string): Promise<ReleaseCommit[]>;
  /** The newest release that contains a commit. */
  withCommit(projectId: string, commitId: string): Promise<Release | undefined>;
  /** `gone`: there is no such release. `too_many`: it has `MAX_DEPLOYS`. */
  addDeploy(projectId: string, version: string, deploy: Deploy): Promise<'added' | 'gone' | 'too_many'>;
  /** All of a release, newest first. */
  deploys(projectId: string, version: string): Promise<Deploy[]>;
}

/** Deploys of one release of a project: a nightly deploy of one version has room for years. */
export const MAX_DEPLOYS = 1_000;
/** Commits of one release. Whoever knows more names the newest. */
export const MAX_RELEASE_COMMITS = 1_000;
/** Authors that a release's own row names: it is read with each list. */
export const MAX_RELEASE_AUTHORS = 25;
