/** What people have said of a project about how its events are grouped. Sentry's names in the API. */
export interface GroupingSettings {
  /** Stack-trace rules, one a line. */
  groupingEnhancements: string;
  /** Fingerprint rules, one a line. */
  fingerprintingRules: string;
  /** Id of the version that makes the hashes; absent: the newest there is. */
  groupingConfig?: string;
  /** The version by whose hashes an event is looked up that no other leads to an issue; absent: the one before. */
  secondaryGroupingConfig?: string;
  /** Seconds since 1970 until which that is done; 0: always. */
  secondaryGroupingExpiry: number;
  /** The stack-trace rules before the last change: issues of their time are found by them for a while. */
  former?: { groupingEnhancements: string /** Milliseconds since 1970. */; until: number };
  /** Milliseconds since 1970; grows with every change: digests know rules by it. */
  lastUpdated: number;
}

export interface GroupingStore {
  /** `undefined`: nobody has said anything. */
  get(projectId: string): Promise<GroupingSettings | undefined>;
  set(projectId: string, settings: GroupingSettings): Promise<void>;
}

/** Of a project of which nobody has said anything. */
export const NO_GROUPING_SETTINGS: GroupingSettings = {
  groupingEnhancements: '',
  fingerprintingRules: '',
  secondaryGroupingExpiry: 0,
  lastUpdated: 0,
};
