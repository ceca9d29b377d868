import { issueAt } from '../../life/substatus-at.ts';
import type { Issue } from '../../ports/issue-store.ts';
import type { Project } from '../../ports/project-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { requireScope } from '../authenticate.ts';
import { changeIssues } from '../change-issues.ts';
import { chooseIssues } from '../choose-issues.ts';
import { type IssueUpdate, issueUpdate } from '../contract/issue-update.ts';
import { deleteIssues } from '../delete-issues.ts';
import { findProject, requireOrganization } from '../find-project.ts';
import { mergeIssues } from '../merge-issues.ts';
import { presentAssignee } from '../present/person.ts';
import { presentStatusDetails } from '../present/status-details.ts';
import { readBody } from '../read-body.ts';
import { readIssueUpdate } from '../read-issue-update.ts';
import { respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';

type OfOrganization = Call<{ org: string }>;
type OfProject = Call<{ org: string; project: string }>;
type AnyCall = Omit<Call, 'params'>;

export const updateOrganizationIssues = async (deps: ApiDeps, call: OfOrganization): Promise<ApiResponse> => {
  requireOrganization(call.caller, call.params.org);
  return answerUpdate(deps, call, undefined);
};

export const updateProjectIssues = async (deps: ApiDeps, call: OfProject): Promise<ApiResponse> =>
  answerUpdate(deps, call, await findProject(deps, call.caller, call.params));

export const deleteOrganizationIssues = async (deps: ApiDeps, call: OfOrganization): Promise<ApiResponse> => {
  requireOrganization(call.caller, call.params.org);
  return answerDelete(deps, call, undefined);
};

export const deleteProjectIssues = async (deps: ApiDeps, call: OfProject): Promise<ApiResponse> =>
  answerDelete(deps, call, await findProject(deps, call.caller, call.params));

const answerUpdate = async (deps: ApiDeps, call: AnyCall, only: Project | undefined): Promise<ApiResponse> => {
  const update = readBody(issueUpdate, call.request.body);
  const wanted = readIssueUpdate(update, call.caller, deps.clock.now());
  if (wanted.discard) requireScope(call.caller, DISCARD);
  const issues = await chooseIssues(deps, call, only);
  if (wanted.discard) {
    await deleteIssues(deps, call.caller, issues, { discard: true });
    return respondNothing([]);
  }
  if (wanted.merge) return respondJson({ merge: await mergeIssues(deps, call.caller, issues) });
  const [first] = await changeIssues(deps, call.caller, issues, wanted);
  return respondJson(first ? presentChange(first, update, deps.clock.now()) : {});
};

/** Whoever discards deletes. */
export const DISCARD = 'event:admin';

const answerDelete = async (deps: ApiDeps, call: AnyCall, only: Project | undefined): Promise<ApiResponse> => {
  await deleteIssues(deps, call.caller, await chooseIssues(deps, call, only), { discard: false });
  return respondNothing([]);
};

/** What was changed, in the words of the request; the first issue stands for all. */
const presentChange = (stored: Issue, update: IssueUpdate, now: number): Record<string, unknown> => {
  const issue = issueAt(stored, now);
  const marks = ['hasSeen', 'isBookmarked', 'isSubscribed', 'isPublic', 'inbox'] as const;
  return {
    ...((update.status ?? update.substatus) !== undefined && {
      status: issue.status,
      substatus: issue.substatus,
      statusDetails: presentStatusDetails(issue),
    }),
    ...(update.assignedTo !== undefined && { assignedTo: presentAssignee(issue.life.assignee) }),
    ...(update.priority !== undefined && { priority: issue.life.priority }),
    ...Object.fromEntries(marks.flatMap(name => (update[name] === undefined ? [] : [[name, update[name]]]))),
  };
};
