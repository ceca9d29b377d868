import { FILTER_KEYS, type FilterKey } from '../../filter/filter-key.ts';
import { type FilterSettings, filtersOf } from '../../ports/key-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { filterUpdates } from '../contract/filters.ts';
import { findProject } from '../find-project.ts';
import { presentFilters } from '../present/filters.ts';
import { changeSettings, settingsOf } from '../project-settings.ts';
import { readBody } from '../read-body.ts';
import { notFound } from '../refusal.ts';
import { respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';

export const listFilters = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  return respondJson(presentFilters(filtersOf(await settingsOf(deps, project))));
};

export const updateFilter = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string; filter: string }>,
): Promise<ApiResponse> => {
  const key = filterKeyOf(params.filter);
  const project = await findProject(deps, caller, params);
  const change = readChange(key, request.body);
  await changeSettings(deps, project, settings => ({
    ...settings,
    filters: { ...filtersOf(settings), ...change },
  }));
  return respondNothing([]);
};

/** Sentry's documentation writes the one in the singular, its server in the plural. */
const LEGACY_BROWSER = 'legacy-browser';

const filterKeyOf = (text: string): FilterKey => {
  const key = FILTER_KEYS.find(one => one === (text === LEGACY_BROWSER ? 'legacy-browsers' : text));
  if (key === undefined) throw notFound();
  return key;
};

/** What a body says of a filter, as settings. */
const readChange = (key: FilterKey, body: Uint8Array): Partial<FilterSettings> => {
  switch (key) {
    case 'browser-extensions':
      return { browserExtensions: readBody(filterUpdates[key], body).active };
    case 'chunk-load-error':
      return { chunkLoadErrors: readBody(filterUpdates[key], body).active };
    case 'filtered-transaction':
      return { healthChecks: readBody(filterUpdates[key], body).active };
    case 'localhost':
      return { localhost: readBody(filterUpdates[key], body).active };
    case 'react-hydration-errors':
      return { reactHydrationErrors: readBody(filterUpdates[key], body).active };
    case 'web-crawlers':
      return { webCrawlers: readBody(filterUpdates[key], body).active };
    case 'error-message':
      return { errorMessages: readBody(filterUpdates[key], body).subfilters };
    case 'release-version':
      return { releases: readBody(filterUpdates[key], body).subfilters };
    case 'ip-address':
      return { clientIps: readBody(filterUpdates[key], body).subfilters };
    case 'legacy-browsers':
      return readLegacyBrowsers(body);
    case 'invalid-csp':
      return readCspSources(body);
  }
};

/** Switched on without a word of which, it drops Sentry's first choice. */
const readLegacyBrowsers = (body: Uint8Array): Partial<FilterSettings> => {
  const { active, subfilters = ['default'] } = readBody(filterUpdates['legacy-browsers'], body);
  return { legacyBrowsers: active === false ? [] : subfilters };
};

const readCspSources = (body: Uint8Array): Partial<FilterSettings> => {
  const { active, subfilters } = readBody(filterUpdates['invalid-csp'], body);
  return {
    ...(active !== undefined && { noisyCspSources: active }),
    ...(subfilters !== undefined && { cspSources: subfilters }),
  };
};
