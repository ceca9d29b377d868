/** Which upload is meant: the same bytes may be meant for other projects, another release. */
export interface AssemblyKey {
  organization: string;
  /** SHA-1 of the whole archive. */
  checksum: string;
  /** What it is for, as 32 hex digits. */
  aim: string;
}

/** How far an upload is, in Sentry's words. */
export interface Assembly {
  state: 'created' | 'assembling' | 'ok' | 'error';
  /** Why it failed, for people. */
  detail?: string;
  /** Milliseconds since 1970: since when it is in this state. */
  since: number;
  /** What was made of it, in each project. */
  bundles: readonly { projectId: string; bundleId: string }[];
}

export interface AssemblyStore {
  get(key: AssemblyKey): Promise<Assembly | undefined>;
  /** Says that it has begun. `false`: somebody else has said so just now, in place of `before`. */
  begin(key: AssemblyKey, now: number, before: Assembly | undefined): Promise<boolean>;
  set(key: AssemblyKey, assembly: Assembly): Promise<void>;
}
