import type { Organization, Project } from '../../ports/project-store.ts';
import { isoTime } from './time.ts';

/** Sentry's clients need a team with each project; the organization is the one team here. */
export const presentProject = (project: Project, organization: Organization) => {
  const team = { id: organization.slug, slug: organization.slug, name: organization.name };
  return {
    id: project.id,
    slug: project.slug,
    name: project.name,
    platform: project.platform,
    dateCreated: isoTime(project.dateCreated),
    isBookmarked: false,
    isMember: true,
    hasAccess: true,
    status: 'active',
    features: [],
    team,
    teams: [team],
    organization: { id: organization.slug, slug: organization.slug, name: organization.name },
  };
};
