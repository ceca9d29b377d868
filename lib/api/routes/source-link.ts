import { mapPath } from '../../life/suspects/map-path.ts';
import { sourceUrl } from '../../life/suspects/source-url.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type SourceLinkJson, sourceLinkQuery } from '../contract/source-link.ts';
import { findProject } from '../find-project.ts';
import { presentCodeMapping } from '../present/repository.ts';
import { readContract } from '../read-contract.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

/** Where links lead for which nobody has named a branch: the default one, as hosts understand it. */
const DEFAULT_BRANCH = 'HEAD';

/** Where the line of a frame stands in a repository, by the project's code mappings. */
export const getSourceLink = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { file, absPath, lineNo, commitId } = readContract(sourceLinkQuery, Object.fromEntries(request.query));
  const { mappings } = await deps.codeMappings.get(project.id);
  if (mappings.length === 0) return respondJson(nowhere('no_code_mappings'));
  const found = mapPath(mappings, file) ?? (absPath ? mapPath(mappings, absPath) : undefined);
  if (!found) return respondJson(nowhere('stack_root_mismatch'));
  const repositories = await deps.repositories.list(caller.organization);
  const repository = repositories.find(({ name }) => name === found.mapping.repository);
  const config = presentCodeMapping(project, found.mapping, repository);
  if (!repository?.url) return respondJson({ ...nowhere('repository_without_url'), config });
  const ref = commitId ?? found.mapping.defaultBranch ?? DEFAULT_BRANCH;
  const { url, provider } = repository;
  const at = { ref, path: found.path, ...(lineNo !== undefined && { line: lineNo }) };
  const address = sourceUrl({ url, ...(provider !== undefined && { provider }) }, at);
  return respondJson({ sourceUrl: address, config, integrations: [] } satisfies SourceLinkJson);
};

const nowhere = (error: NonNullable<SourceLinkJson['error']>): SourceLinkJson => ({
  sourceUrl: null,
  config: null,
  integrations: [],
  error,
});
