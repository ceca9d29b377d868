import type { Issue } from '../../ports/issue-store.ts';
import type { Project } from '../../ports/project-store.ts';
import type { ApiDeps, ApiRequest } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { issueListing, listing } from '../contract/listing.ts';
import { decodeCursor } from '../cursor.ts';
import { readContract } from '../read-contract.ts';
import { notFound, Refusal } from '../refusal.ts';
import { issuePosition, type ListRequest } from './list-issues.ts';
import { parseSearch } from './parse-search.ts';
import type { Search } from './search.ts';

/** Projects whose issues one request reads together. */
const MAX_PROJECTS = 50;
/** `project=-1` is Sentry's way to say all of them. */
const ALL_PROJECTS = '-1';
const UNIT_MS: Record<string, number> = { s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7, w: 6.048e8 };

/** What the query of a request looks for, and where. */
export interface IssueSearch extends ListRequest {
  projects: readonly Project[];
  search: Search;
}

/** `only`: the project in the path, if any. */
export const readIssueSearch = async (
  deps: Pick<ApiDeps, 'projects' | 'clock'>,
  caller: Caller,
  request: Pick<ApiRequest, 'query'>,
  only: Project | undefined,
): Promise<IssueSearch> => {
  const raw = Object.fromEntries(request.query);
  const { limit, cursor } = readContract(listing, raw);
  const asked = readContract(issueListing, { ...raw, project: request.query.getAll('project') });
  const search = readSearch(asked.query ?? '');
  const projects = only ? [only] : await chooseProjects(deps, caller, asked.project);
  return {
    projects,
    search,
    lists: projects.flatMap(({ id }) => search.statuses.map(status => ({ projectId: id, status }))),
    limit,
    position: decodeCursor(issuePosition, cursor),
    since: sinceOf(deps.clock.now(), asked.statsPeriod),
    keep: (issue: Issue) => search.conditions.every(holds => holds(issue)),
  };
};

const readSearch = (query: string): Search => {
  const parsed = parseSearch(query);
  if ('fault' in parsed) throw new Refusal(400, parsed.fault);
  return parsed.search;
};

const chooseProjects = async (
  deps: Pick<ApiDeps, 'projects'>,
  caller: Caller,
  asked: readonly string[],
): Promise<Project[]> => {
  const all = await deps.projects.list(caller.organization);
  const names = asked.filter(name => name !== '' && name !== ALL_PROJECTS);
  const chosen = names.length === 0 ? all : [...new Set(names)].map(name => pick(all, name));
  if (chosen.length > MAX_PROJECTS) throw new Refusal(400, `project: name at most ${MAX_PROJECTS} projects`);
  return chosen;
};

const pick = (all: Project[], slugOrId: string): Project => {
  const project = all.find(({ id, slug }) => id === slugOrId || slug === slugOrId);
  if (!project) throw notFound();
  return project;
};

const sinceOf = (now: number, statsPeriod: string | undefined): number =>
  statsPeriod ? now - Number(statsPeriod.slice(0, -1)) * (UNIT_MS[statsPeriod.slice(-1)] ?? 0) : 0;
