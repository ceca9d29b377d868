import type { Project } from '../ports/project-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { Caller } from './authenticate.ts';
import { notFound } from './refusal.ts';

/** A token sees its own organization only; any other looks as if it were not there. */
export const requireOrganization = (caller: Caller, slug: string): void => {
  if (slug !== caller.organization) throw notFound();
};

export const findProject = async (
  deps: Pick<ApiDeps, 'projects'>,
  caller: Caller,
  params: { org: string; project: string },
): Promise<Project> => {
  requireOrganization(caller, params.org);
  const project = await deps.projects.find(caller.organization, params.project);
  if (!project) throw notFound();
  return project;
};
