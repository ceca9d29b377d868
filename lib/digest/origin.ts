/** Where the events of one project come from, for the issues they may open. */
export interface Origin {
  projectId: string;
  projectSlug: string;
  organization: string;
}
