import { filtersOf } from '../../ports/key-store.ts';
import type { Organization, Project, ProjectSettings } from '../../ports/project-store.ts';
import type { ProjectSettingsJson } from '../contract/project.ts';
import { presentOptions } from '../project-options.ts';
import { presentScrubbing } from '../scrubbing.ts';
import { presentProject } from './project.ts';

/** A project with its settings: field by field, for some of them (`pseudonymKey`) are nobody's to see. */
export const presentProjectDetails = (project: Project, organization: Organization, settings: ProjectSettings) => ({
  ...presentProject(project, organization),
  ...presentSettings(settings),
});

const presentSettings = ({ scrub, allowedDomains, filters, untoldReleases }: ProjectSettings): ProjectSettingsJson => ({
  ...presentScrubbing(scrub),
  // Settings that were stored before there were profiles mean Sentry's.
  scrubProfile: scrub.profile ?? 'sentry',
  disabledScrubRules: scrub.disabledRules ?? [],
  allowedDomains: allowedDomains ?? ['*'],
  tellUnmappedReleases: !untoldReleases,
  options: presentOptions(filtersOf({ filters })),
});
