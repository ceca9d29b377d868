import { type Issue, idsOf } from '../../ports/issue-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type Caller, requireScope } from '../authenticate.ts';
import { changeIssues } from '../change-issues.ts';
import type { IssueJson } from '../contract/issue.ts';
import { issueUpdate } from '../contract/issue-update.ts';
import { deleteIssues } from '../delete-issues.ts';
import { findIssue } from '../find-issue.ts';
import { readIssueFacts } from '../issue-facts.ts';
import { readIssueReleases } from '../issue-releases.ts';
import { presentIssue, presentIssueDetails } from '../present/issue.ts';
import { readBody } from '../read-body.ts';
import { readIssueUpdate } from '../read-issue-update.ts';
import { notFound, refuseFields } from '../refusal.ts';
import { respondAccepted, respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';
import { DISCARD } from './change-issues.ts';

/** `org` is missing in the short form of the path. */
export interface IssueParams {
  org?: string;
  issue: string;
}

/** Activities that are told with an issue; the others have a list of their own. */
const MAX_ACTIVITIES = 25;

export const getIssue = async (deps: ApiDeps, { caller, params }: Call<IssueParams>): Promise<ApiResponse> =>
  respondJson(await details(deps, caller, await findIssue(deps, caller, params)));

export const updateIssue = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const wanted = readIssueUpdate(readBody(issueUpdate, request.body), caller, deps.clock.now());
  if (wanted.discard) requireScope(caller, DISCARD);
  if (wanted.merge)
    throw refuseFields([{ field: 'merge', why: 'it takes several issues, named by id in the list of issues' }]);
  const issue = await findIssue(deps, caller, params);
  if (wanted.discard) {
    await deleteIssues(deps, caller, [issue], { discard: true });
    return respondNothing([]);
  }
  const [after] = await changeIssues(deps, caller, [issue], wanted);
  if (!after) throw notFound();
  return respondJson(await details(deps, caller, after));
};

/** It is gone for everybody at once; what is kept of it is erased a little later. */
export const deleteIssue = async (deps: ApiDeps, { caller, params }: Call<IssueParams>): Promise<ApiResponse> => {
  await deleteIssues(deps, caller, [await findIssue(deps, caller, params)], { discard: false });
  return respondAccepted();
};

/** By its short id, with the ids that clients go on with. */
export const getShortId = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string; issue: string }>,
): Promise<ApiResponse> => {
  const issue = await findIssue(deps, caller, params);
  const marks = await deps.marks.of(caller.user.id, [issue.id]);
  return respondJson({
    organizationSlug: issue.organization,
    projectSlug: issue.projectSlug,
    groupId: issue.id,
    shortId: issue.shortId,
    group: await present(deps, issue, marks.get(issue.id)),
  });
};

const details = async (deps: ApiDeps, caller: Caller, issue: Issue) => {
  const [facts, releases, { activities }, marks] = await Promise.all([
    readIssueFacts(deps, issue),
    readIssueReleases(deps, issue),
    deps.activities.list(idsOf(issue), { limit: MAX_ACTIVITIES }),
    deps.marks.ofIssue(issue.id),
  ]);
  const own = marks.find(({ user }) => user.id === caller.user.id);
  return presentIssueDetails(await present(deps, issue, own), facts, { activities, marks, releases });
};

const present = async (
  deps: ApiDeps,
  issue: Issue,
  mark: Parameters<typeof presentIssue>[1]['mark'],
): Promise<IssueJson> => {
  const project = await deps.projects.find(issue.organization, issue.projectId);
  return presentIssue(issue, {
    projectName: project?.name ?? issue.projectSlug,
    publicUrl: deps.publicUrl,
    now: deps.clock.now(),
    mark,
  });
};
