import { newProjectSettings, type Project, type ProjectSettings, PSEUDONYM_KEY_BYTES } from '../ports/project-store.ts';
import type { ApiDeps } from './api-request.ts';
import { boundedSettings, MAX_PROJECT_SETTINGS_BYTES } from './bounded-settings.ts';
import { notFound } from './refusal.ts';

type SettingsDeps = Pick<ApiDeps, 'projects' | 'ids'>;

/** Of a project that was made before settings were kept with projects, and has no key, those of a new one. */
export const settingsOf = async (deps: SettingsDeps, project: Project): Promise<ProjectSettings> =>
  (await deps.projects.settings(project.id)) ?? newSettings(deps, project);

export const newSettings = ({ ids }: Pick<ApiDeps, 'ids'>, project: Project): ProjectSettings =>
  newProjectSettings(project, ids.secret(PSEUDONYM_KEY_BYTES));

/** Changes what a project and all its keys have in common. */
export const changeSettings = async (
  deps: SettingsDeps,
  project: Project,
  change: <S extends ProjectSettings>(settings: S) => S,
): Promise<void> => {
  await ensureSettings(deps, project);
  const changed = await deps.projects.updateProject(project.id, { settings: bounded(change) });
  if (!changed) throw notFound();
};

export const ensureSettings = async (deps: SettingsDeps, project: Project): Promise<void> => {
  if (await deps.projects.settings(project.id)) return;
  if (!(await deps.projects.ensureSettings(project.id, newSettings(deps, project)))) throw notFound();
};

/** The change, as long as what comes of it can be kept. */
export const bounded =
  (change: <S extends ProjectSettings>(settings: S) => S) =>
  <S extends ProjectSettings>(settings: S): S => {
    const after = change(settings);
    const { organizationScrub: _, ...own } = after;
    boundedSettings(own, MAX_PROJECT_SETTINGS_BYTES);
    return after;
  };
