import type { EdgeSettings } from '../../lib/ports/key-store.ts';
import type { Organization, Project, ProjectStore } from '../../lib/ports/project-store.ts';

/** Organizations, projects and keys in arrays. Projects are listed in the order they were made in. */
export const memoryProjectStore = (
  organizations: Organization[],
  projects: Project[],
  keys: EdgeSettings[],
): ProjectStore => ({
  async organization(slug) {
    return organizations.find(organization => organization.slug === slug);
  },
  async list(organization) {
    return projects.filter(project => project.organization === organization);
  },
  async find(organization, slugOrId) {
    return projects.find(one => one.organization === organization && (one.slug === slugOrId || one.id === slugOrId));
  },
  async keys(projectId) {
    return keys.filter(key => key.projectId === projectId);
  },
  async createOrganization(organization) {
    if (!organizations.some(({ slug }) => slug === organization.slug)) organizations.push(organization);
  },
  async createProject(project) {
    if (!projects.some(({ id }) => id === project.id)) projects.push(project);
  },
  async createKey(settings) {
    if (!keys.some(({ publicKey }) => publicKey === settings.publicKey)) keys.push(settings);
  },
  async updateKeySettings(projectId, change) {
    const places = [...keys.keys()].filter(place => keys[place]?.projectId === projectId);
    // Places of an array are places of its entries.
    for (const place of places) keys[place] = change(keys[place] as EdgeSettings);
    return places.length;
  },
});
