/** Issues of a project that are resolved in a release that is not there yet. Written with the resolution. */
export interface PendingResolutions {
  /** Ids after `after`, at most `limit`. Some may have been changed since: look. */
  list(projectId: string, options: { limit: number; after?: string }): Promise<string[]>;
  /** Safe twice. */
  delete(projectId: string, issueId: string): Promise<void>;
}
