/** What people have said of a project about how its events are grouped. Sentry's names in the API. */
export interface GroupingSettings {
  /** Stack-trace rules, one a line. */
  groupingEnhancements: string;
  /** Fingerprint rules, one a line. */
  fingerprintingRules: string;
  /** Milliseconds since 1970; grows with every change: digests know rules by it. */
  lastUpdated: number;
}

export interface GroupingStore {
  /** `undefined`: nobody has said anything. */
  get(projectId: string): Promise<GroupingSettings | undefined>;
  set(projectId: string, settings: GroupingSettings): Promise<void>;
}
