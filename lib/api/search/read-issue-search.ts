import type { Issue } from '../../ports/issue-store.ts';
import type { Project } from '../../ports/project-store.ts';
import { underSlug } from '../../protocol/short-id.ts';
import type { ApiDeps, ApiRequest } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { type IssueListing, issueListing, listing } from '../contract/listing.ts';
import { decodeCursor } from '../cursor.ts';
import { inTurns } from '../in-turns.ts';
import { latestRelease } from '../latest-release.ts';
import { readContract } from '../read-contract.ts';
import { notFound, Refusal } from '../refusal.ts';
import { issuePosition } from './issue-position.ts';
import type { ListRequest } from './list-issues.ts';
import { lookIntoIssues } from './look-into.ts';
import { parseSearch } from './parse-search.ts';
import type { Asking, Search, TagCondition } from './search.ts';

/** Projects whose issues one request reads together. */
const MAX_PROJECTS = 50;
/** `project=-1` is Sentry's way to say all of them. */
const ALL_PROJECTS = '-1';

/** A search that may be about the latest release: only then is it read. */
const LATEST = /release\b.{0,200}\blatest\b/is;

/** What the query of a request looks for, and where. */
export interface IssueSearch extends ListRequest {
  projects: readonly Project[];
  search: Search;
  times: Pick<IssueListing, 'groupStatsPeriod' | 'start' | 'end'>;
}

/** `only`: the project in the path, if any. */
export const readIssueSearch = async (
  deps: Pick<ApiDeps, 'projects' | 'clock' | 'stats' | 'marks' | 'releases'>,
  caller: Caller,
  request: Pick<ApiRequest, 'query'>,
  only: Project | undefined,
): Promise<IssueSearch> => {
  const raw = Object.fromEntries(request.query);
  const now = deps.clock.now();
  const { limit, cursor } = readContract(listing, raw);
  const lists = { project: request.query.getAll('project'), environment: request.query.getAll('environment') };
  const asked = readContract(issueListing(now), { ...raw, ...lists });
  const projects = only ? [only] : await chooseProjects(deps, caller, asked.project);
  const latest = LATEST.test(asked.query) ? await latestOf(deps, projects) : [];
  const search = withEnvironments(
    readSearch(asked.query, { now, me: [caller.user.id, caller.user.name], latest }),
    asked.environment,
  );
  const slugs = new Map(projects.map(({ id, slug }) => [id, slug]));
  const named = (issue: Issue): Issue => underSlug(issue, slugs.get(issue.projectId) ?? issue.projectSlug);
  return {
    projects,
    search,
    times: asked,
    lists: projects.flatMap(({ id }) => search.statuses.map(status => ({ projectId: id, status }))),
    sort: asked.sort,
    limit,
    position: decodeCursor(issuePosition, cursor),
    since: asked.start,
    keep: (issue: Issue) =>
      issue.expires > now && issue.firstSeen <= asked.end && search.conditions.every(holds => holds(named(issue))),
    ...lookIntoIssues(deps, caller.user.id, search),
  };
};

/** What each project calls its latest release. */
const latestOf = async (deps: Pick<ApiDeps, 'releases'>, projects: readonly Project[]): Promise<string[]> => {
  const found = await inTurns(projects, ({ id }) => latestRelease(deps, id));
  return found.flatMap(release => release?.version ?? []);
};

const readSearch = (query: string, asking: Asking): Search => {
  const parsed = parseSearch(query, asking);
  if ('fault' in parsed) throw new Refusal(400, parsed.fault);
  return parsed.search;
};

/** Environments are tags: of several, one is enough. */
const withEnvironments = (search: Search, names: readonly string[]): Search => {
  const asked = new Set(names.filter(name => name !== ''));
  if (asked.size === 0) return search;
  const isThere: TagCondition = tags => tags.some(({ key, value }) => key === 'environment' && asked.has(value ?? ''));
  return { ...search, tagConditions: [...search.tagConditions, isThere] };
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
