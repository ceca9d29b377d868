import type { Project, ProjectSettings } from '../../ports/project-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { newProject } from '../contract/project.ts';
import { requireOrganization } from '../find-project.ts';
import { inheritOrganization } from '../inherit-organization.ts';
import { linkHeader } from '../link-header.ts';
import { newPublicKey } from '../new-public-key.ts';
import { presentProject } from '../present/project.ts';
import { newSettings } from '../project-settings.ts';
import { readBody } from '../read-body.ts';
import { Refusal } from '../refusal.ts';
import { respondCreated, respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { freeSlug, slugOf } from '../slug.ts';
import { organizationOf } from './organizations.ts';

/** Projects of an organization: as many as one request reads the issues of. */
export const MAX_PROJECTS = 50;
/** A slug that others take while it is being chosen is chosen again, this often at most. */
const MAX_CHOICES = 5;

/** All projects of an organization in one page: they are few. */
export const listProjects = async (deps: ApiDeps, { caller, params, request }: Call): Promise<ApiResponse> => {
  if (params.org !== undefined) requireOrganization(caller, params.org);
  const [organization, projects] = await Promise.all([
    organizationOf(deps, caller),
    deps.projects.list(caller.organization),
  ]);
  return respondJson(
    projects.map(project => presentProject(project, organization)),
    linkHeader(deps.publicUrl, request, undefined),
  );
};

/** A project with a key. Sentry asks for a team in the path; the organization is the one team here, under any name. */
export const createProject = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { name, slug, platform = '' } = readBody(newProject, request.body);
  const organization = await organizationOf(deps, caller);
  const dateCreated = deps.clock.now();
  const project = await addProject(deps, { name, platform, organization: organization.slug, dateCreated }, slug);
  await inheritOrganization(deps, organization.slug, [project]);
  await deps.projects.addKey(project.id, { publicKey: newPublicKey(deps), name: 'Default', dateCreated });
  return respondCreated(presentProject(project, organization));
};

type Draft = Omit<Project, 'id' | 'slug'>;

const addProject = async (deps: ApiDeps, draft: Draft, wanted: string | null | undefined): Promise<Project> => {
  for (let choice = 0; choice < MAX_CHOICES; choice++) {
    const others = await deps.projects.list(draft.organization);
    if (others.length >= MAX_PROJECTS)
      throw new Refusal(400, `An organization has at most ${MAX_PROJECTS} projects: delete one first.`);
    const slug = wanted ?? freeSlug(slugOf(draft.name), new Set(others.map(other => other.slug)));
    const shared = await quotasOfOrganization(deps, others);
    const project = await deps.projects.addProject({ ...draft, slug }, made => ({
      ...newSettings(deps, made),
      ...shared,
    }));
    if (project !== 'slug_taken') return project;
    if (wanted) throw new Refusal(409, 'A project with this slug already exists.');
  }
  throw new Refusal(409, 'Others took each slug that was chosen for the project: try again, or name a slug.');
};

/** All projects of an organization have its quotas, so that the first that has settings speaks for all. */
const quotasOfOrganization = async (
  { projects }: ApiDeps,
  others: readonly Project[],
): Promise<Pick<ProjectSettings, 'quotas' | 'limits'>> => {
  for (const { id } of others) {
    const settings = await projects.settings(id);
    if (!settings) continue;
    const quotas = settings.quotas?.filter(({ scope }) => scope === 'organization');
    const limits = settings.limits?.filter(({ scope }) => scope === 'organization');
    return { ...(quotas && { quotas }), ...(limits && { limits }) };
  }
  return {};
};
