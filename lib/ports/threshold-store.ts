/** Events an hour above which a new issue of a project escalates; 0: none does. */
export interface Threshold {
  value: number;
  /** Milliseconds since 1970 of when it was found out. */
  at: number;
}

export interface ThresholdStore {
  /** `undefined`: nobody has found it out yet. */
  get(projectId: string): Promise<Threshold | undefined>;
  set(projectId: string, threshold: Threshold): Promise<void>;
}
