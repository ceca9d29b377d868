import type { Project } from '../../ports/project-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { listing } from '../contract/listing.ts';
import { newRelease, rankPosition, releaseListing, releasePosition } from '../contract/release.ts';
import { countReleaseIssues } from '../count-release-issues.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { projectsInScope, type ReleaseScope, releasesIn } from '../find-release.ts';
import { linkHeader } from '../link-header.ts';
import { listReleases, type ReleasePlace } from '../list-releases.ts';
import { presentRelease, type ReleaseInProject } from '../present/release.ts';
import { DAY_MS, seriesUntil } from '../present/series.ts';
import { readBody } from '../read-body.ts';
import { readContract } from '../read-contract.ts';
import { notFound, refuseFields } from '../refusal.ts';
import { respondCreated, respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { fieldsOf, finishRelease } from '../save-release.ts';

/** `project=-1` is Sentry's way to say all of them. */
const ALL_PROJECTS = '-1';
/** Answered where a release was there already: sentry-cli and Sentry agree on it. */
const ALREADY_REPORTED = 208;

/** Releases of a project, or of the organization, newest first or by version; `query` is the beginning of a version. */
export const listReleasesInScope = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseScope>,
): Promise<ApiResponse> => {
  const raw = Object.fromEntries(request.query);
  const { limit, cursor } = readContract(listing, raw);
  const asked = readContract(releaseListing, { ...raw, project: request.query.getAll('project') });
  const projects = chosenOf(await projectsInScope(deps, caller, params), asked.project);
  const { versions, next } = await listReleases(deps.releases, {
    projects: projects.map(({ id }) => id),
    limit,
    order: asked.sort === 'date' ? 'date' : 'version',
    position: positionIn(asked.sort, cursor),
    keep: ({ version, status = 'open' }) =>
      version.startsWith(asked.query?.trim() ?? '') && (!asked.status || asked.status === status),
  });
  const byId = new Map(projects.map(project => [project.id, project]));
  const rows = versions.flat().flatMap((release): ReleaseInProject[] => {
    const project = byId.get(release.projectId);
    return project ? [{ release, project }] : [];
  });
  const counted = Map.groupBy(await countReleaseIssues(deps, rows), ({ release }) => release.version);
  const { statsPeriod } = asked;
  const series = statsPeriod === undefined ? undefined : seriesUntil(deps.clock.now(), DAY_MS, statsPeriod);
  // Of one version all stand together, in the order of the list.
  return respondJson(
    [...counted.values()].map(same => presentRelease(same, series)),
    linkHeader(deps.publicUrl, request, next === undefined ? undefined : encodeCursor(cursorOf(next))),
  );
};

/** Cursors of one order say nothing in the other, and are refused there. */
const positionIn = (sort: 'date' | 'semver' | 'build', cursor: string | undefined): ReleasePlace | undefined =>
  sort === 'date' ? decodeCursor(releasePosition, cursor) : decodeCursor(rankPosition, cursor)?.rank;

const cursorOf = (place: ReleasePlace) => (typeof place === 'string' ? { rank: place } : place);

/** Makes a release, or fills in one that is there: who says the same thing twice changes nothing. */
export const createRelease = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseScope>,
): Promise<ApiResponse> => {
  const projects = await projectsInScope(deps, caller, params);
  const draft = readBody(newRelease, request.body);
  const chosen =
    params.project === undefined ? await projectsNamed(deps, projects, draft.version, draft.projects ?? []) : projects;
  const made = await Promise.all(chosen.map(({ id }) => deps.releases.make(id, draft.version, fieldsOf(draft))));
  const finished = await Promise.all(
    made.map(({ release }) => finishRelease(deps, caller.organization, release, draft)),
  );
  const rows = finished.flatMap((release, place): ReleaseInProject[] =>
    // One release a project, in their order.
    release ? [{ release, project: chosen[place]! }] : [],
  );
  if (rows.length === 0) throw notFound();
  const answer = presentRelease(await countReleaseIssues(deps, rows));
  if (made.some(({ outcome }) => outcome === 'made')) return respondCreated(answer);
  return { ...respondJson(answer), status: ALREADY_REPORTED };
};

const chosenOf = (projects: readonly Project[], asked: readonly string[]): readonly Project[] => {
  const names = [...new Set(asked)].filter(name => name !== '' && name !== ALL_PROJECTS);
  return names.length === 0 ? projects : names.map(name => pick(projects, name) ?? refuseProject());
};

const pick = (projects: readonly Project[], slugOrId: string): Project | undefined =>
  projects.find(({ id, slug }) => id === slugOrId || slug === slugOrId);

const refuseProject = (): never => {
  throw notFound();
};

/** Without a name the projects that have the release already are meant: so sentry-cli archives and restores. */
const projectsNamed = async (
  deps: ApiDeps,
  projects: readonly Project[],
  version: string,
  names: readonly string[],
): Promise<Project[]> => {
  const unknown = names.filter(name => !pick(projects, name));
  if (unknown.length > 0)
    throw refuseFields([{ field: 'projects', why: `Invalid project ids or slugs: ${unknown.join(', ')}` }]);
  if (names.length > 0) return [...new Set(names.flatMap(name => pick(projects, name) ?? []))];
  const having = await releasesIn(deps, projects, version);
  if (having.length > 0) return having.map(({ project }) => project);
  throw refuseFields([{ field: 'projects', why: 'A new release needs at least one project.' }]);
};
