import type { Organization } from '../../ports/project-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { requireOrganization } from '../find-project.ts';
import { linkHeader } from '../link-header.ts';
import { presentOrganization } from '../present/organization.ts';
import { notFound } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

export const listOrganizations = async (deps: ApiDeps, { caller, request }: Call): Promise<ApiResponse> => {
  const organization = await organizationOf(deps, caller);
  const link = linkHeader(deps.publicUrl, request, undefined);
  return respondJson([presentOrganization(organization, deps.publicUrl)], link);
};

export const getOrganization = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  return respondJson(presentOrganization(await organizationOf(deps, caller), deps.publicUrl));
};

export const organizationOf = async (deps: Pick<ApiDeps, 'projects'>, caller: Caller): Promise<Organization> => {
  const organization = await deps.projects.organization(caller.organization);
  if (!organization) throw notFound();
  return organization;
};
