/** A repository that people have named, so that commits and links can be about it. */
export interface Repository {
  /** Slug. */
  organization: string;
  /** As its host has it: `acme/shop`. */
  name: string;
  /** Where it is looked at, without a slash at the end. */
  url?: string;
  /** Sentry's names of hosts: `github`, `gitlab`, `bitbucket` …; absent: nobody said. */
  provider?: string;
  /** Milliseconds since 1970. */
  dateCreated: number;
}

export interface RepositoryStore {
  /** By name. */
  list(organization: string): Promise<Repository[]>;
  /** Adds it, or says anew what is known of it. */
  put(repository: Repository): Promise<void>;
  /** `false`: there is none of this name. */
  delete(organization: string, name: string): Promise<boolean>;
}

/** Repositories of an organization. */
export const MAX_REPOSITORIES = 1_000;
