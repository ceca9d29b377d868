import { MAX_REPOSITORIES, type Repository } from '../../ports/repository-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { newRepository } from '../contract/repository.ts';
import { requireOrganization } from '../find-project.ts';
import { pageOfRows } from '../page-of-rows.ts';
import { presentRepository, repositoryId } from '../present/repository.ts';
import { readBody } from '../read-body.ts';
import { notFound, Refusal } from '../refusal.ts';
import { respondCreated, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';

type OrganizationCall = Call<{ org: string }>;

/** Repositories that people have named, by name; `query`: a part of it. */
export const listRepositories = async (
  deps: ApiDeps,
  { caller, params, request }: OrganizationCall,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const asked = (request.query.get('query') ?? '').toLowerCase();
  const all = await deps.repositories.list(caller.organization);
  const named = all.filter(({ name }) => name.toLowerCase().includes(asked));
  return pageOfRows(deps, request, named.map(presentRepository));
};

/** Names a repository, or says anew where it is. */
export const createRepository = async (
  deps: ApiDeps,
  { caller, params, request }: OrganizationCall,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { name, url, provider } = readBody(newRepository, request.body);
  const all = await deps.repositories.list(caller.organization);
  const before = all.find(one => one.name === name);
  if (!before && all.length >= MAX_REPOSITORIES)
    throw new Refusal(400, `An organization has at most ${MAX_REPOSITORIES} repositories: this one has as many.`);
  const repository: Repository = {
    organization: caller.organization,
    name,
    ...(url && { url: url.replace(/\/{1,9}$/, '') }),
    ...(provider && { provider: provider.replace('integrations:', '') }),
    dateCreated: before?.dateCreated ?? deps.clock.now(),
  };
  await deps.repositories.put(repository);
  return respondCreated(presentRepository(repository));
};

/** By its id, or by its name. Commits and mappings that name it stay as they are. */
export const deleteRepository = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string; repo: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const all = await deps.repositories.list(caller.organization);
  const found = all.find(({ name }) => name === params.repo || repositoryId(caller.organization, name) === params.repo);
  if (!found || !(await deps.repositories.delete(caller.organization, found.name))) throw notFound();
  return respondNothing([]);
};
