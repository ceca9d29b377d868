import { filtersOf } from '../../ports/key-store.ts';
import type { CustomFilter } from '../../protocol/filter-condition.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type CustomFiltersJson, customFilters } from '../contract/custom-filters.ts';
import { findProject } from '../find-project.ts';
import { changeSettings, settingsOf } from '../project-settings.ts';
import { readBody } from '../read-body.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

type ProjectCall = Call<{ org: string; project: string }>;

/** Sentry has these filters, and no way to set them. */
export const listCustomFilters = async (deps: ApiDeps, { caller, params }: ProjectCall): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  return respondJson(present(filtersOf(await settingsOf(deps, project)).custom ?? []));
};

export const replaceCustomFilters = async (
  deps: ApiDeps,
  { caller, params, request }: ProjectCall,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { filters: custom } = readBody(customFilters, request.body);
  await changeSettings(deps, project, settings => ({ ...settings, filters: { ...filtersOf(settings), custom } }));
  return respondJson(present(custom));
};

const present = (filters: readonly CustomFilter[]): CustomFiltersJson => ({ version: 1, filters });
