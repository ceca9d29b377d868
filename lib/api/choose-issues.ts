import type { Issue } from '../ports/issue-store.ts';
import type { Project } from '../ports/project-store.ts';
import type { ApiDeps, ApiRequest } from './api-request.ts';
import type { Caller } from './authenticate.ts';
import { issueIds, MAX_BULK_ISSUES } from './contract/issue-update.ts';
import { readContract } from './read-contract.ts';
import { notFound, Refusal } from './refusal.ts';
import type { Call } from './route.ts';
import { listIssues } from './search/list-issues.ts';
import { readIssueSearch } from './search/read-issue-search.ts';

/** The issues named by `id`, or, as in Sentry, without any `id` all those that the search finds. */
export const chooseIssues = async (
  deps: ApiDeps,
  { caller, request }: Omit<Call, 'params'>,
  only: Project | undefined,
): Promise<Issue[]> => {
  const ids = readContract(issueIds, [...new Set(request.query.getAll('id'))]);
  return ids.length === 0 ? searchAll(deps, caller, request, only) : findAll(deps, caller, ids, only);
};

/** Ids of others, and of what a deleted project has left, are passed over like ids that do not exist. */
const findAll = async (deps: ApiDeps, caller: Caller, ids: string[], only: Project | undefined): Promise<Issue[]> => {
  const projects = new Set((only ? [only] : await deps.projects.list(caller.organization)).map(({ id }) => id));
  // Several may lead to one that shows them all.
  const found = new Map([...(await deps.issues.get(ids)).values()].map(issue => [issue.id, issue]));
  const issues = [...found.values()].filter(
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
  return [...issues];
};
