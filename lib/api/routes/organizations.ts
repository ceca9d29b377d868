import type { Organization } from '../../ports/project-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { boundedSettings, MAX_ORGANIZATION_SETTINGS_BYTES } from '../bounded-settings.ts';
import { organizationUpdate } from '../contract/organization.ts';
import { requireOrganization } from '../find-project.ts';
import { inheritOrganization } from '../inherit-organization.ts';
import { linkHeader } from '../link-header.ts';
import { NO_SCRUB, presentOrganization, presentOrganizationDetails } from '../present/organization.ts';
import { readBody } from '../read-body.ts';
import { notFound } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { readScrubbing } from '../scrubbing.ts';

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
  return respondJson(presentOrganizationDetails(await organizationOf(deps, caller), deps.publicUrl));
};

/** The organization first, then its projects one after the other: who is interrupted says it again. */
export const updateOrganization = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { name, ...update } = readBody(organizationUpdate, request.body);
  const scrubbing = await readScrubbing(update);
  const saysNothing = Object.values(update).every(value => value === undefined);
  const organization = await deps.projects.updateOrganization(params.org, before => ({
    ...before,
    ...(name !== undefined && { name }),
    ...(!saysNothing && {
      scrub: boundedSettings(scrubbing(before.scrub ?? NO_SCRUB), MAX_ORGANIZATION_SETTINGS_BYTES),
    }),
  }));
  if (!organization) throw notFound();
  await inheritOrganization(deps, params.org, await deps.projects.list(params.org));
  return respondJson(presentOrganizationDetails(organization, deps.publicUrl));
};

export const organizationOf = async (deps: Pick<ApiDeps, 'projects'>, caller: Caller): Promise<Organization> => {
  const organization = await deps.projects.organization(caller.organization);
  if (!organization) throw notFound();
  return organization;
};
