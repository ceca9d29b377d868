/** Goes on with what nobody has finished of a project's regroupings, as long as one request does. */
export interface Regrouper {
  /** `nothing`: there was nothing to do. */
  goOn(projectId: string): Promise<'nothing' | 'finished' | 'unfinished'>;
}
