/** Longest age, in hours: a year. */
export const MAX_RESOLVE_AGE = 8_784;

/** After how many hours without an event the issues of a project are resolved by themselves. */
export interface ResolveAgeStore {
  /** 0: never. */
  get(projectId: string): Promise<number>;
  set(projectId: string, hours: number): Promise<void>;
  /** Projects whose issues are resolved by age. */
  list(): Promise<{ projectId: string; hours: number }[]>;
}
