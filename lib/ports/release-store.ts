/** A release of a project, made by an event that names it or by a tool. */
export interface Release {
  projectId: string;
  /** As SDKs spell it: `shop@1.4.2`, a hash, any text. */
  version: string;
  /** Milliseconds since 1970. */
  dateAdded: number;
  dateReleased?: number;
  /** Times of the first and last event, where it had any; `lastEvent` is coarse, an hour behind at most. */
  firstEvent?: number;
  lastEvent?: number;
  ref?: string;
  url?: string;
}

export interface ReleaseStore {
  get(projectId: string, versions: readonly string[]): Promise<Map<string, Release>>;
  /** By `dateReleased ?? dateAdded`, newest first. */
  newest(
    projectId: string,
    options: { limit: number; cursor?: string },
  ): Promise<{ releases: Release[]; next?: string }>;
  /**
   * Makes those that are not there yet and notes that they were seen. Cheap for what is known. Safe twice.
   * @returns versions that this call made
   */
  seen(projectId: string, versions: readonly { version: string; at: number }[]): Promise<string[]>;
  /** Makes it or changes the given fields. Whether it was made. */
  save(release: Release): Promise<'created' | 'changed'>;
  delete(projectId: string, version: string): Promise<boolean>;
  /** Commits of a release, newest first, by their ids. Replaces what was said before. */
  setCommits(
    projectId: string,
    version: string,
    commits: readonly { id: string; repository?: string }[],
  ): Promise<void>;
  /** The newest release that contains a commit. */
  withCommit(projectId: string, commitId: string): Promise<Release | undefined>;
}
