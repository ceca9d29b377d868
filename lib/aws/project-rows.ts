import type { EdgeSettings } from '../ports/key-store.ts';
import type { Organization, Project, ProjectSettings } from '../ports/project-store.ts';
import { type Item, number, readNumber, readText, text } from './table.ts';

export const projectFields = (project: Project): Item => ({
  id: text(project.id),
  slug: text(project.slug),
  name: text(project.name),
  organization: text(project.organization),
  platform: text(project.platform),
  dateCreated: number(project.dateCreated),
});

export const toProject = (item: Item): Project => ({
  id: readText(item, 'id'),
  slug: readText(item, 'slug'),
  name: readText(item, 'name'),
  organization: readText(item, 'organization'),
  platform: readText(item, 'platform'),
  dateCreated: readNumber(item, 'dateCreated'),
});

/** A deleted project leaves its row behind, so that its id and what is still kept under it never become another's. */
export const isThere = (item: Item | undefined): item is Item => item !== undefined && item.deleted === undefined;

/** Written below as one piece of JSON, because the edge reads it as one. */
export const toEdgeSettings = (item: { settings?: { S?: string } }): EdgeSettings =>
  JSON.parse(item.settings?.S ?? '{}') as EdgeSettings;

export const settingsText = (settings: EdgeSettings | ProjectSettings) => text(JSON.stringify(settings));

/** Rows of projects that were made before settings were kept with them have none. */
export const toProjectSettings = (item: Item): ProjectSettings | undefined =>
  item.settings?.S === undefined ? undefined : (JSON.parse(item.settings.S) as ProjectSettings);

export const organizationFields = ({ slug, name, dateCreated, scrub }: Organization): Item => ({
  slug: text(slug),
  name: text(name),
  dateCreated: number(dateCreated),
  ...(scrub && { scrub: text(JSON.stringify(scrub)) }),
});

export const toOrganization = (item: Item): Organization => ({
  slug: readText(item, 'slug'),
  name: readText(item, 'name'),
  dateCreated: readNumber(item, 'dateCreated'),
  // Written above.
  ...(item.scrub?.S !== undefined && { scrub: JSON.parse(item.scrub.S) as NonNullable<Organization['scrub']> }),
});
