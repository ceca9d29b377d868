import type { Quota } from '../../protocol/quota.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { quotasUpdate } from '../contract/quotas.ts';
import { findProject, requireOrganization } from '../find-project.ts';
import { presentQuotas } from '../present/quotas.ts';
import { changeSettings, settingsOf } from '../project-settings.ts';
import { readBody } from '../read-body.ts';
import { Refusal } from '../refusal.ts';
import { replaceQuotas } from '../replace-quotas.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

/** Our own, as all routes here: Sentry's quotas are its plans. */
export const listProjectQuotas = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { quotas = [] } = await settingsOf(deps, project);
  return respondJson(presentQuotas(quotas, 'project'));
};

export const replaceProjectQuotas = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const update = readBody(quotasUpdate, request.body);
  const quotas = update.map((quota): Quota => ({ ...quota, scope: 'project', scopeId: project.id }));
  await changeSettings(deps, project, settings => replaceQuotas(settings, 'project', quotas));
  return respondJson(presentQuotas(quotas, 'project'));
};

/** All projects of an organization have its quotas, so that the first speaks for all. */
export const listOrganizationQuotas = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const [project] = await deps.projects.list(params.org);
  const { quotas = [] } = project ? await settingsOf(deps, project) : {};
  return respondJson(presentQuotas(quotas, 'organization'));
};

/** Projects are changed one after the other: who is interrupted says it again. */
export const replaceOrganizationQuotas = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const update = readBody(quotasUpdate, request.body);
  const projects = await deps.projects.list(params.org);
  if (projects.length === 0)
    throw new Refusal(400, 'The organization has no project, and its quotas are kept with those.');
  const quotas = update.map((quota): Quota => ({ ...quota, scope: 'organization', scopeId: params.org }));
  for (const project of projects)
    await changeSettings(deps, project, settings => replaceQuotas(settings, 'organization', quotas));
  return respondJson(presentQuotas(quotas, 'organization'));
};
