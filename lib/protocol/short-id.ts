/** What people call an issue by: its project's slug and its number in base 36, such as `FRONT-1A`. */
export const shortIdOf = (projectSlug: string, number: number): string =>
  `${projectSlug.toUpperCase()}-${number.toString(36).toUpperCase()}`;

/**
 * An issue by the slug that its project has now. It keeps its id and number when the project gets another slug, and is
 * called by that one from then on, as in Sentry.
 */
export const underSlug = <I extends { projectSlug: string; shortId: string; number: number }>(
  issue: I,
  projectSlug: string,
): I =>
  issue.projectSlug === projectSlug ? issue : { ...issue, projectSlug, shortId: shortIdOf(projectSlug, issue.number) };
