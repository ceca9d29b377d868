import type { ApiDeps, ApiRequest, ApiResponse } from '../api-request.ts';
import { decodeCursor } from '../cursor.ts';
import { type Collected, collectLines } from '../export/collect-lines.ts';
import { linesOfIssue } from '../export/lines-of-issue.ts';
import { linesOfProject } from '../export/lines-of-project.ts';
import { ISSUE_BEGIN, issuePosition, projectPosition } from '../export/position.ts';
import { findIssue } from '../find-issue.ts';
import { findProject } from '../find-project.ts';
import { linkHeader } from '../link-header.ts';
import { respondLines } from '../respond.ts';
import type { Call } from '../route.ts';
import type { IssueParams } from './issue.ts';

/** An issue with its events, as JSON lines: our own, as the next. */
export const exportIssue = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const from = decodeCursor(issuePosition, readCursor(request)) ?? ISSUE_BEGIN;
  const issue = await findIssue(deps, caller, params);
  return respond(deps, request, await collectLines(deps.clock, linesOfIssue(deps, issue, from)));
};

/** All of a project. */
export const exportProject = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const from = decodeCursor(projectPosition, readCursor(request)) ?? {};
  const project = await findProject(deps, caller, params);
  return respond(deps, request, await collectLines(deps.clock, linesOfProject(deps, project, from)));
};

const readCursor = ({ query }: ApiRequest): string | undefined => query.get('cursor') ?? undefined;

const respond = ({ publicUrl }: ApiDeps, request: ApiRequest, { text, cursor }: Collected): ApiResponse =>
  respondLines(text, linkHeader(publicUrl, request, cursor));
