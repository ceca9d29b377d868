import type { Project } from '../ports/project-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { Caller } from './authenticate.ts';
import { findProject, requireOrganization } from './find-project.ts';
import type { ReleaseInProject } from './present/release.ts';
import { notFound } from './refusal.ts';

/** Sentry knows a release by its organization; its older paths name a project, and mean it there. */
export interface ReleaseScope {
  org: string;
  project?: string;
}
export interface ReleaseParams extends ReleaseScope {
  version: string;
}

/** The project of the path, or all of the organization. */
export const projectsInScope = async (
  deps: Pick<ApiDeps, 'projects'>,
  caller: Caller,
  { org, project }: ReleaseScope,
): Promise<Project[]> => {
  if (project !== undefined) return [await findProject(deps, caller, { org, project })];
  requireOrganization(caller, org);
  return deps.projects.list(caller.organization);
};

/** A release in each of the given projects that has it. */
export const releasesIn = async (
  deps: Pick<ApiDeps, 'releases'>,
  projects: readonly Project[],
  version: string,
): Promise<ReleaseInProject[]> => {
  const releases = await deps.releases.find(
    projects.map(({ id }) => id),
    version,
  );
  const byId = new Map(projects.map(project => [project.id, project]));
  return releases.flatMap(release => {
    const project = byId.get(release.projectId);
    return project ? [{ release, project }] : [];
  });
};

/** The release of the path, in each project that has it: at least one, or the request is refused. */
export const findRelease = async (
  deps: Pick<ApiDeps, 'projects' | 'releases'>,
  caller: Caller,
  params: ReleaseParams,
): Promise<ReleaseInProject[]> => {
  const found = await releasesIn(deps, await projectsInScope(deps, caller, params), params.version);
  if (found.length === 0) throw notFound();
  return found;
};
