import { MAX_ORDERED_PROJECTS } from '../../ports/erasure-store.ts';
import type { Project } from '../../ports/project-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { erasureRequest } from '../contract/erasure.ts';
import { findProject, requireOrganization } from '../find-project.ts';
import { marksOfPerson, type SearchedProject } from '../marks-of-person.ts';
import { presentErasure } from '../present/erasure.ts';
import { readBody } from '../read-body.ts';
import { notFound, Refusal } from '../refusal.ts';
import { respondCreated, respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { readPage, respondPage } from '../store-page.ts';

type OfOrganization = Call<{ org: string }>;

/** Orders to delete, newest first, each with what went by it. */
export const listErasures = async (
  deps: ApiDeps,
  { caller, params, request }: OfOrganization,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { erasures, next } = await deps.erasures.list(params.org, readPage(request));
  return respondPage(deps, request, erasures.map(presentErasure), next);
};

export const getErasure = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string; erasure: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const erasure = await deps.erasures.get(params.org, params.erasure);
  if (!erasure) throw notFound();
  return respondJson(presentErasure(erasure));
};

/** Random bytes that keep the marks of one request apart from those of any other. */
const SALT_BYTES = 16;

/** A privacy request: all that is kept of a person goes, in the project or in all of the organization. */
export const requestErasure = async (
  deps: ApiDeps,
  { caller, params, request }: OfOrganization,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { kind, project, ...asked } = readBody(erasureRequest, request.body);
  const projects = await searchedProjects(deps, caller, { org: params.org, project });
  const salt = deps.ids.secret(SALT_BYTES);
  const erasure = await deps.erasures.request({
    organization: params.org,
    requestedBy: caller.name,
    order: { kind, salt, projectIds: projects.map(({ id }) => id), marks: marksOfPerson(salt, asked, projects) },
  });
  return respondCreated(presentErasure(erasure));
};

const searchedProjects = async (
  deps: ApiDeps,
  caller: Caller,
  { org, project }: { org: string; project: string | undefined },
): Promise<SearchedProject[]> => {
  const all =
    project === undefined ? await deps.projects.list(org) : [await findProject(deps, caller, { org, project })];
  if (all.length > MAX_ORDERED_PROJECTS)
    throw new Refusal(400, `project: One request goes through ${MAX_ORDERED_PROJECTS} projects; name one of them.`);
  return Promise.all(all.map(one => searched(deps, one)));
};

const searched = async ({ projects }: Pick<ApiDeps, 'projects'>, { id }: Project): Promise<SearchedProject> => ({
  id,
  pseudonymKey: (await projects.settings(id))?.scrub.pseudonymKey,
});
