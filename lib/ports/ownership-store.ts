/** Who owns what of a project, as people wrote it. Sentry's names. */
export interface Ownership {
  raw: string;
  /** Who is told when nothing matches: everybody. */
  fallthrough: boolean;
  autoAssignment: 'off' | 'issue_owner';
  codeownersAutoSync: boolean;
  /** Milliseconds since 1970. */
  dateCreated: number;
  lastUpdated: number;
}

export interface OwnershipStore {
  get(projectId: string): Promise<Ownership | undefined>;
  set(projectId: string, ownership: Ownership): Promise<void>;
}
