import type { Issue } from '../../ports/issue-store.ts';
import type { Project } from '../../ports/project-store.ts';
import { underSlug } from '../../protocol/short-id.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { IssueRowJson } from '../contract/issue-row.ts';
import { encodeCursor } from '../cursor.ts';
import { findProject, requireOrganization } from '../find-project.ts';
import { readListStats } from '../issue-facts.ts';
import { linkHeader } from '../link-header.ts';
import { presentIssue } from '../present/issue.ts';
import { presentLifetime } from '../present/lifetime.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { directHit } from '../search/direct-hit.ts';
import { listIssues } from '../search/list-issues.ts';
import { type IssueSearch, readIssueSearch } from '../search/read-issue-search.ts';

export const listOrganizationIssues = async (deps: ApiDeps, call: Call<{ org: string }>): Promise<ApiResponse> => {
  requireOrganization(call.caller, call.params.org);
  return answerList(deps, call, undefined);
};

export const listProjectIssues = async (
  deps: ApiDeps,
  call: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => answerList(deps, call, await findProject(deps, call.caller, call.params));

type AnyCall = Omit<Call, 'params'>;

const answerList = async (deps: ApiDeps, call: AnyCall, only: Project | undefined): Promise<ApiResponse> => {
  const search = await readIssueSearch(deps, call.caller, call.request, only);
  const hit = await directHit(deps, call.caller, search);
  const { issues, next } = hit ? { issues: [hit], next: undefined } : await listIssues(deps.issues, search);
  return respondJson(
    await presentRows(deps, call, search, issues),
    linkHeader(deps.publicUrl, call.request, next && encodeCursor(next)),
  );
};

/** Who collapses a part is spared its bytes and its reads. */
const presentRows = async (
  deps: ApiDeps,
  { caller, request }: AnyCall,
  search: IssueSearch,
  issues: readonly Issue[],
): Promise<IssueRowJson[]> => {
  const collapsed = new Set(request.query.getAll('collapse'));
  const asked = collapsed.has('stats') ? ({ ...search.times, groupStatsPeriod: '' } as const) : search.times;
  const projects = new Map(search.projects.map(project => [project.id, project]));
  const [statsOf, marks] = await Promise.all([
    readListStats(deps, issues, asked),
    deps.marks.of(
      caller.user.id,
      issues.map(({ id }) => id),
    ),
  ]);
  const view = { publicUrl: deps.publicUrl, now: deps.clock.now() };
  return issues.map(issue => {
    const { slug, name } = projects.get(issue.projectId) ?? { slug: issue.projectSlug, name: issue.projectSlug };
    return {
      ...presentIssue(underSlug(issue, slug), { ...view, projectName: name, mark: marks.get(issue.id) }),
      ...(asked.groupStatsPeriod !== '' && { stats: statsOf(issue) }),
      ...(!collapsed.has('lifetime') && { lifetime: presentLifetime(issue) }),
      ...(!collapsed.has('filtered') && { filtered: null }),
    };
  });
};
