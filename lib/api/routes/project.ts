import { filtersOf } from '../../ports/key-store.ts';
import type { Project, ProjectSettings } from '../../ports/project-store.ts';
import { STRICT_RULES } from '../../scrub/rules/strict/strict-rules.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { type ProjectUpdate, projectUpdate } from '../contract/project.ts';
import { findProject } from '../find-project.ts';
import { presentGrouping, refuseFaults, saveGrouping } from '../grouping-settings.ts';
import { presentProjectDetails } from '../present/project-details.ts';
import { filtersOfOptions } from '../project-options.ts';
import { bounded, ensureSettings, settingsOf } from '../project-settings.ts';
import { readBody } from '../read-body.ts';
import { notFound, refuseFields } from '../refusal.ts';
import { respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';
import { presentScraping, updateScraping } from '../scraping-settings.ts';
import { readScrubbing } from '../scrubbing.ts';
import { organizationOf } from './organizations.ts';

type ProjectCall = Call<{ org: string; project: string }>;

export const getProject = async (deps: ApiDeps, { caller, params }: ProjectCall): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  return respondJson(await details(deps, caller, project));
};

export const updateProject = async (deps: ApiDeps, call: ProjectCall): Promise<ApiResponse> => {
  const project = await findProject(deps, call.caller, call.params);
  const update = readBody(projectUpdate, call.request.body);
  refuseUnknownRules(update.disabledScrubRules ?? []);
  refuseFaults(update);
  const settings = await readSettings(update);
  await ensureSettings(deps, project);
  const after = await deps.projects.updateProject(project.id, { project: rename(update), settings: bounded(settings) });
  if (after === undefined) throw notFound();
  if (after === 'slug_taken')
    throw refuseFields([{ field: 'slug', why: `Another project is already using the slug ${update.slug}.` }]);
  const scraping = updateScraping(await deps.scraping.get(project.id), update);
  if (scraping) await deps.scraping.set(project.id, scraping);
  if (update.resolveAge !== undefined) await deps.resolveAges.set(project.id, update.resolveAge);
  await saveGrouping(deps, project.id, update);
  return respondJson(await details(deps, call.caller, after));
};

const details = async (deps: ApiDeps, caller: Caller, project: Project) => {
  const [organization, settings, resolveAge, scraping, grouping] = await Promise.all([
    organizationOf(deps, caller),
    settingsOf(deps, project),
    deps.resolveAges.get(project.id),
    deps.scraping.get(project.id),
    deps.grouping.get(project.id),
  ]);
  return {
    ...presentProjectDetails(project, organization, settings),
    resolveAge,
    ...presentGrouping(grouping),
    ...presentScraping(scraping, { mayWrite: mayWrite(caller) }),
  };
};

const mayWrite = ({ scopes }: Caller): boolean =>
  scopes.some(scope => scope === 'project:write' || scope === 'project:admin');

/** What it holds is not shown any more, and is erased by an order that is given first: without the deletion it is dropped. */
export const deleteProject = async (deps: ApiDeps, { caller, params }: ProjectCall): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  await deps.erasures.request({
    organization: params.org,
    requestedBy: caller.name,
    order: { kind: 'project', projectIds: [project.id] },
  });
  if (!(await deps.projects.deleteProject(project.id, deps.clock.now()))) throw notFound();
  return respondNothing([]);
};

const rename =
  ({ name, slug, platform }: ProjectUpdate) =>
  (project: Project): Project => ({
    ...project,
    ...(name !== undefined && { name }),
    ...(slug !== undefined && { slug }),
    ...(platform !== undefined && { platform }),
  });

/** What an update says of the settings that a project has in common with its keys. */
export const readSettings = async (update: ProjectUpdate): Promise<<S extends ProjectSettings>(settings: S) => S> => {
  const { scrubProfile, disabledScrubRules, allowedDomains, options, tellUnmappedReleases } = update;
  const scrubbing = await readScrubbing(update);
  return settings => ({
    ...(tellUnmappedReleases === undefined ? settings : telling(settings, { isOn: tellUnmappedReleases })),
    scrub: {
      ...scrubbing(settings.scrub),
      ...(scrubProfile !== undefined && { profile: scrubProfile }),
      ...(disabledScrubRules !== undefined && { disabledRules: disabledScrubRules }),
    },
    ...(allowedDomains !== undefined && { allowedDomains }),
    ...(options !== undefined && { filters: { ...filtersOf(settings), ...filtersOfOptions(options) } }),
  });
};

/** Only what is switched off is written: it goes with each message of the project. */
const telling = <S extends ProjectSettings>(settings: S, { isOn }: { isOn: boolean }): S => {
  const after: S = { ...settings, untoldReleases: true };
  if (isOn) delete after.untoldReleases;
  return after;
};

const refuseUnknownRules = (ids: readonly string[]): void => {
  const known = new Set(STRICT_RULES.map(({ id }) => id));
  const unknown = ids.find(id => !known.has(id));
  if (unknown === undefined) return;
  const why = `${unknown} is no rule of the strict profile; it has ${[...known].join(', ')}`;
  throw refuseFields([{ field: 'disabledScrubRules', why }]);
};
