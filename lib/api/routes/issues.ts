import type { Issue } from '../../ports/issue-store.ts';
import type { Project } from '../../ports/project-store.ts';
import type { ApiDeps, ApiRequest, ApiResponse } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { type IssueUpdate, issueIds, issueUpdate, MAX_BULK_ISSUES } from '../contract/issue-update.ts';
import { encodeCursor } from '../cursor.ts';
import { findProject, requireOrganization } from '../find-project.ts';
import { linkHeader } from '../link-header.ts';
import { presentIssue } from '../present/issue.ts';
import { readBody } from '../read-body.ts';
import { readContract } from '../read-contract.ts';
import { notFound, Refusal } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { directHit } from '../search/direct-hit.ts';
import { listIssues } from '../search/list-issues.ts';
import { readIssueSearch } from '../search/read-issue-search.ts';
import { changeOf, changeStatus, refuseContradiction, type StatusChange } from '../update-status.ts';

/** Writes under way at once. */
const WRITES_AT_ONCE = 10;

export const listOrganizationIssues = async (deps: ApiDeps, call: Call<{ org: string }>): Promise<ApiResponse> => {
  requireOrganization(call.caller, call.params.org);
  return answerList(deps, call, undefined);
};

export const listProjectIssues = async (
  deps: ApiDeps,
  call: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => answerList(deps, call, await findProject(deps, call.caller, call.params));

export const updateOrganizationIssues = async (deps: ApiDeps, call: Call<{ org: string }>): Promise<ApiResponse> => {
  requireOrganization(call.caller, call.params.org);
  return answerUpdate(deps, call, undefined);
};

export const updateProjectIssues = async (
  deps: ApiDeps,
  call: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => answerUpdate(deps, call, await findProject(deps, call.caller, call.params));

type AnyCall = Omit<Call, 'params'>;

const answerList = async (deps: ApiDeps, call: AnyCall, only: Project | undefined): Promise<ApiResponse> => {
  const search = await readIssueSearch(deps, call.caller, call.request, only);
  const hit = await directHit(deps, call.caller, search);
  const { issues, next } = hit ? { issues: [hit], next: undefined } : await listIssues(deps.issues, search);
  const projects = new Map(search.projects.map(project => [project.id, project]));
  return respondJson(
    issues.map(issue => {
      const { slug, name } = projects.get(issue.projectId) ?? { slug: issue.projectSlug, name: issue.projectSlug };
      return presentIssue({ ...issue, projectSlug: slug }, name, deps.publicUrl);
    }),
    linkHeader(deps.publicUrl, call.request, next && encodeCursor(next)),
  );
};

const answerUpdate = async (deps: ApiDeps, call: AnyCall, only: Project | undefined): Promise<ApiResponse> => {
  const update = readBody(issueUpdate, call.request.body);
  refuseContradiction(update);
  const issues = await chooseIssues(deps, call, only);
  const changes = await changeAll(deps, issues, update);
  const [change] = changes;
  return respondJson({ ...change, statusDetails: {} });
};

/** The issues named by `id`, or, as in Sentry, without any `id` all those that the search finds. */
const chooseIssues = async (
  deps: ApiDeps,
  { caller, request }: AnyCall,
  only: Project | undefined,
): Promise<Issue[]> => {
  const ids = readContract(issueIds, [...new Set(request.query.getAll('id'))]);
  return ids.length === 0 ? searchAll(deps, caller, request, only) : findAll(deps, caller, ids, only);
};

/** Ids of others, and of what a deleted project has left, are passed over like ids that do not exist. */
const findAll = async (deps: ApiDeps, caller: Caller, ids: string[], only: Project | undefined): Promise<Issue[]> => {
  const projects = new Set((only ? [only] : await deps.projects.list(caller.organization)).map(({ id }) => id));
  const issues = [...(await deps.issues.get(ids)).values()].filter(
    issue => issue.organization === caller.organization && projects.has(issue.projectId),
  );
  if (issues.length === 0) throw notFound();
  return issues;
};

/** All or none: a part of the issues changed, and nobody told which, would be worse than nothing. */
const searchAll = async (
  deps: ApiDeps,
  caller: Caller,
  request: ApiRequest,
  only: Project | undefined,
): Promise<Issue[]> => {
  const search = await readIssueSearch(deps, caller, request, only);
  const { issues, next } = await listIssues(deps.issues, { ...search, limit: MAX_BULK_ISSUES, position: undefined });
  if (next) throw new Refusal(400, 'query: too many issues to change at once; narrow the search or name them by id');
  return issues;
};

const changeAll = async (deps: ApiDeps, issues: Issue[], update: IssueUpdate): Promise<StatusChange[]> => {
  const now = deps.clock.now();
  const changes: StatusChange[] = [];
  for (let from = 0; from < issues.length; from += WRITES_AT_ONCE) {
    const some = issues.slice(from, from + WRITES_AT_ONCE);
    changes.push(...(await Promise.all(some.map(issue => changeOne(deps, issue, changeOf(issue, update, now))))));
  }
  return changes;
};

const changeOne = async (deps: ApiDeps, issue: Issue, change: StatusChange): Promise<StatusChange> => {
  // `false` means that the issue has gone in the meantime: there is nothing left to change.
  await changeStatus(deps, issue, change);
  return change;
};
