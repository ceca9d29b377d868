import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { findProject, requireOrganization } from '../find-project.ts';
import { linkHeader } from '../link-header.ts';
import { presentKey } from '../present/key.ts';
import { presentProject } from '../present/project.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { organizationOf } from './organizations.ts';

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

export const getProject = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  return respondJson(presentProject(project, await organizationOf(deps, caller)));
};

export const listKeys = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const keys = await deps.projects.keys(project.id);
  return respondJson(
    keys.map(key => presentKey(key, project, deps.publicUrl)),
    linkHeader(deps.publicUrl, request, undefined),
  );
};
