import type { EdgeSettings } from '../../lib/ports/key-store.ts';
import {
  keyOf,
  MAX_KEYS,
  type Organization,
  type Project,
  type ProjectSettings,
  type ProjectStore,
  projectSettingsOf,
} from '../../lib/ports/project-store.ts';

/** Organizations, projects and keys in arrays. Projects are listed in the order they were made in. */
export const memoryProjectStore = (
  organizations: Organization[],
  projects: Project[],
  keys: EdgeSettings[],
): ProjectStore => {
  const stored = new Map<string, ProjectSettings>();
  const used = new Set(projects.map(({ id }) => id));
  const byId = (id: string): Project | undefined => projects.find(project => project.id === id);
  const keysOf = (projectId: string): EdgeSettings[] => keys.filter(key => key.projectId === projectId);
  const settingsOf = (projectId: string): ProjectSettings | undefined => {
    const [first] = keysOf(projectId);
    return byId(projectId) && (stored.get(projectId) ?? (first && projectSettingsOf(first)));
  };
  const changeKeys = (projectId: string, change: (key: EdgeSettings) => EdgeSettings): void => {
    for (const [place, key] of keys.entries()) if (key.projectId === projectId) keys[place] = change(key);
  };
  const remove = <T>(list: T[], gone: (one: T) => boolean): boolean => {
    const before = list.length;
    list.splice(0, before, ...list.filter(one => !gone(one)));
    return list.length < before;
  };
  const isTaken = ({ organization, slug }: Omit<Project, 'id'>, id?: string): boolean =>
    projects.some(one => one.organization === organization && one.slug === slug && one.id !== id);
  const make = (project: Project, settings?: ProjectSettings): void => {
    used.add(project.id);
    projects.push(project);
    if (settings) stored.set(project.id, settings);
  };

  return {
    async organization(slug) {
      return organizations.find(organization => organization.slug === slug);
    },
    async list(organization) {
      return projects.filter(project => project.organization === organization);
    },
    async find(organization, slugOrId) {
      return projects.find(one => one.organization === organization && (one.slug === slugOrId || one.id === slugOrId));
    },
    async settings(projectId) {
      return settingsOf(projectId);
    },
    async ensureSettings(projectId, initial) {
      const settings = settingsOf(projectId) ?? (byId(projectId) && initial);
      if (settings) stored.set(projectId, settings);
      return settings;
    },
    async keys(projectId) {
      return keysOf(projectId);
    },
    async createOrganization(organization) {
      if (!organizations.some(({ slug }) => slug === organization.slug)) organizations.push(organization);
    },
    async createProject(project, settings) {
      if (!used.has(project.id) && !isTaken(project)) make(project, settings);
    },
    async createKey(settings) {
      if (!keys.some(({ publicKey }) => publicKey === settings.publicKey)) keys.push(settings);
    },
    async addProject(draft, settings) {
      if (isTaken(draft)) return 'slug_taken';
      let id = 1;
      while (used.has(String(id))) id++;
      const project = { ...draft, id: String(id) };
      make(project, settings(project));
      return project;
    },
    async updateProject(projectId, change) {
      const before = byId(projectId);
      if (!before) return undefined;
      const after = change.project?.(before) ?? before;
      if (isTaken(after, projectId)) return 'slug_taken';
      const settings = settingsOf(projectId);
      const named = <S extends ProjectSettings>(one: S): S => ({
        ...(change.settings?.(one) ?? one),
        projectSlug: after.slug,
      });
      if (settings) stored.set(projectId, named(settings));
      changeKeys(projectId, named);
      projects[projects.indexOf(before)] = after;
      return after;
    },
    async deleteProject(projectId) {
      remove(keys, key => key.projectId === projectId);
      stored.delete(projectId);
      return remove(projects, ({ id }) => id === projectId);
    },
    async addKey(projectId, own) {
      const settings = settingsOf(projectId);
      if (!settings) return undefined;
      if (keysOf(projectId).length >= MAX_KEYS) return 'too_many';
      const key = keyOf(settings, own);
      stored.set(projectId, settings);
      keys.push(key);
      return key;
    },
    async updateKey(projectId, publicKey, change) {
      const before = keysOf(projectId).find(key => key.publicKey === publicKey);
      if (!before) return undefined;
      const after = change(before);
      keys[keys.indexOf(before)] = after;
      return after;
    },
    async deleteKey(projectId, publicKey) {
      const settings = settingsOf(projectId);
      if (settings) stored.set(projectId, settings);
      return remove(keys, key => key.projectId === projectId && key.publicKey === publicKey);
    },
    async updateOrganization(slug, change) {
      const place = organizations.findIndex(organization => organization.slug === slug);
      const before = organizations[place];
      if (!before) return undefined;
      const after = change(before);
      organizations[place] = after;
      return after;
    },
    async updateKeySettings(projectId, change) {
      const settings = settingsOf(projectId);
      if (settings) stored.set(projectId, projectSettingsOf(change({ ...settings, publicKey: '', enabled: true })));
      changeKeys(projectId, change);
      return keysOf(projectId).length;
    },
  };
};
