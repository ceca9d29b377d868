import type { Issue } from '../../ports/issue-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { IssueJson } from '../contract/issue.ts';
import { issueUpdate } from '../contract/issue-update.ts';
import { findIssue } from '../find-issue.ts';
import { presentIssue, presentIssueDetails } from '../present/issue.ts';
import { lastDay, presentLastDay } from '../present/last-day.ts';
import { readBody } from '../read-body.ts';
import { notFound } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { changeOf, changeStatus, refuseContradiction } from '../update-status.ts';

/** `org` is missing in the short form of the path. */
export interface IssueParams {
  org?: string;
  issue: string;
}

export const getIssue = async (deps: ApiDeps, { caller, params }: Call<IssueParams>): Promise<ApiResponse> =>
  respondJson(await details(deps, await findIssue(deps, caller, params)));

export const updateIssue = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const update = readBody(issueUpdate, request.body);
  refuseContradiction(update);
  const issue = await findIssue(deps, caller, params);
  const change = changeOf(issue, update, deps.clock.now());
  if (!(await changeStatus(deps, issue, change))) throw notFound();
  return respondJson(await details(deps, { ...issue, ...change }));
};

/** By its short id, with the ids that clients go on with. */
export const getShortId = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string; issue: string }>,
): Promise<ApiResponse> => {
  const issue = await findIssue(deps, caller, params);
  return respondJson({
    organizationSlug: issue.organization,
    projectSlug: issue.projectSlug,
    groupId: issue.id,
    shortId: issue.shortId,
    group: await present(deps, issue),
  });
};

const details = async (deps: ApiDeps, issue: Issue) => {
  const now = deps.clock.now();
  const { from, to } = lastDay(now);
  const [json, hours] = await Promise.all([present(deps, issue), deps.issues.hourly(issue.id, from, to)]);
  return presentIssueDetails(json, presentLastDay(now, hours));
};

const present = async (deps: ApiDeps, issue: Issue): Promise<IssueJson> => {
  const project = await deps.projects.find(issue.organization, issue.projectId);
  return presentIssue(issue, project?.name ?? issue.projectSlug, deps.publicUrl);
};
