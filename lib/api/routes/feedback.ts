import type { StoredFeedback } from '../../ports/feedback-store.ts';
import { acceptUserReport } from '../accept-user-report.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { newUserReport } from '../contract/feedback.ts';
import { listing } from '../contract/listing.ts';
import { decodeCursor, encodeCursor, storeCursor } from '../cursor.ts';
import { findIssue } from '../find-issue.ts';
import { findProject } from '../find-project.ts';
import { linkHeader } from '../link-header.ts';
import { presentProjectUserReport, presentUserReport } from '../present/feedback.ts';
import { readBody } from '../read-body.ts';
import { readContract } from '../read-contract.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import type { IssueParams } from './issue.ts';

/** What users of a project wrote, newest first. */
export const listProjectFeedback = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const { limit, cursor } = readContract(listing, Object.fromEntries(request.query));
  const position = decodeCursor(storeCursor, cursor);
  const project = await findProject(deps, caller, params);
  const page = await deps.feedback.listByProject(project.id, { limit, ...position });
  // A cursor comes from outside: a forged one must not lead into another project.
  const feedback = page.feedback.filter(({ projectId }) => projectId === project.id);
  const issues = await deps.issues.get(feedback.flatMap(({ issueId }) => issueId ?? []));
  const rows = feedback.map(one => presentProjectUserReport(one, issues.get(one.issueId ?? ''), deps.publicUrl));
  return respondJson(rows, linkHeader(deps.publicUrl, request, nextOf(page)));
};

/** What users wrote about the events of an issue, newest first. */
export const listIssueReports = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const { limit, cursor } = readContract(listing, Object.fromEntries(request.query));
  const position = decodeCursor(storeCursor, cursor);
  const issue = await findIssue(deps, caller, params);
  const page = await deps.feedback.listByIssue(issue.id, { limit, ...position });
  const feedback = page.feedback.filter(({ issueId }) => issueId === issue.id);
  return respondJson(feedback.map(presentUserReport), linkHeader(deps.publicUrl, request, nextOf(page)));
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

const nextOf = ({ next }: { feedback: StoredFeedback[]; next?: string }): string | undefined =>
  next === undefined ? undefined : encodeCursor({ cursor: next });
