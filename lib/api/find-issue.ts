import type { Issue } from '../ports/issue-store.ts';
import { underSlug } from '../protocol/short-id.ts';
import type { ApiDeps } from './api-request.ts';
import type { Caller } from './authenticate.ts';
import { requireOrganization } from './find-project.ts';
import { notFound } from './refusal.ts';

/** A decimal number below 2^63. */
const ISSUE_ID = /^\d{1,19}$/;

/**
 * An issue by its id or short id, under the slug that its project has now; what a deleted project has left is not there.
 * Without `org` in the path, the caller's organization is meant.
 */
export const findIssue = async (
  deps: Pick<ApiDeps, 'issues' | 'projects'>,
  caller: Caller,
  params: { org?: string; issue: string },
): Promise<Issue> => {
  if (params.org !== undefined) requireOrganization(caller, params.org);
  const issue = ISSUE_ID.test(params.issue)
    ? (await deps.issues.get([params.issue])).get(params.issue)
    : await deps.issues.findByShortId(caller.organization, params.issue.toUpperCase());
  if (issue?.organization !== caller.organization) throw notFound();
  const project = await deps.projects.find(caller.organization, issue.projectId);
  if (!project) throw notFound();
  return underSlug(issue, project.slug);
};
