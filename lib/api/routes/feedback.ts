import { idsOf } from '../../ports/issue-store.ts';
import { underSlug } from '../../protocol/short-id.ts';
import { acceptUserReport } from '../accept-user-report.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { newUserReport } from '../contract/feedback.ts';
import { findIssue } from '../find-issue.ts';
import { findProject } from '../find-project.ts';
import { presentProjectUserReport, presentUserReport } from '../present/feedback.ts';
import { readBody } from '../read-body.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { readPage, respondPage } from '../store-page.ts';
import type { IssueParams } from './issue.ts';

/** What users of a project wrote, newest first. */
export const listProjectFeedback = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const asked = readPage(request);
  const project = await findProject(deps, caller, params);
  const page = await deps.feedback.listByProject(project.id, asked);
  // A cursor comes from outside: a forged one must not lead into another project.
  const feedback = page.feedback.filter(({ projectId }) => projectId === project.id);
  const issues = await deps.issues.get(feedback.flatMap(({ issueId }) => issueId ?? []));
  const rows = feedback.map(one => {
    const issue = issues.get(one.issueId ?? '');
    return presentProjectUserReport(one, issue && underSlug(issue, project.slug), deps.publicUrl);
  });
  return respondPage(deps, request, rows, page.next);
};

/** What users wrote about the events of an issue, newest first. */
export const listIssueReports = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const asked = readPage(request);
  const issue = await findIssue(deps, caller, params);
  const page = await deps.feedback.listByIssue(idsOf(issue), asked);
  const feedback = page.feedback.filter(({ issueId }) => idsOf(issue).includes(issueId ?? ''));
  return respondPage(deps, request, feedback.map(presentUserReport), page.next);
};

/** The old way of feedback, from before there were envelopes. */
export const postFeedback = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const report = readBody(newUserReport, request.body);
  return respondJson(presentUserReport(await acceptUserReport(deps, project, report)));
};
