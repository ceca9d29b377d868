import type { CodeMapping } from '../../ports/code-mapping-store.ts';
import type { Project } from '../../ports/project-store.ts';
import type { Repository } from '../../ports/repository-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { changeCodeMappings } from '../change-code-mappings.ts';
import {
  codeMappingsUpload,
  codeMappingUpdate,
  newCodeMapping,
  type UploadedMappingsJson,
} from '../contract/code-mapping.ts';
import { findProject, requireOrganization } from '../find-project.ts';
import { inTurns } from '../in-turns.ts';
import { pageOfRows } from '../page-of-rows.ts';
import { codeMappingId, presentCodeMapping, repositoryId } from '../present/repository.ts';
import { readBody } from '../read-body.ts';
import { notFound, Refusal, refuseFields } from '../refusal.ts';
import { respondCreated, respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';

type OrganizationCall = Call<{ org: string }>;
type MappingCall = Call<{ org: string; mapping: string }>;
type Roots = Pick<CodeMapping, 'stackRoot' | 'sourceRoot'>;

const isAt =
  ({ stackRoot, sourceRoot }: Roots) =>
  (one: Roots): boolean =>
    one.stackRoot === stackRoot && one.sourceRoot === sourceRoot;

/** Of the projects that are named by `project` (id or slug), else of all, in the order they were made. */
export const listCodeMappings = async (
  deps: ApiDeps,
  { caller, params, request }: OrganizationCall,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const asked = request.query.getAll('project').filter(name => name !== '' && name !== '-1');
  const all = await deps.projects.list(caller.organization);
  const chosen = all.filter(({ id, slug }) => asked.length === 0 || asked.includes(id) || asked.includes(slug));
  const [repositories, lists] = await Promise.all([
    repositoriesByName(deps, caller),
    inTurns(chosen, async project => ({ project, ...(await deps.codeMappings.get(project.id)) })),
  ]);
  const rows = lists.flatMap(({ project, mappings }) =>
    mappings.map(mapping => presentCodeMapping(project, mapping, repositories.get(mapping.repository))),
  );
  return pageOfRows(deps, request, rows);
};

/** What sentry-cli uploads. A mapping of the same two roots is said anew. */
export const uploadCodeMappings = async (
  deps: ApiDeps,
  { caller, params, request }: OrganizationCall,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const upload = readBody(codeMappingsUpload, request.body);
  const project = await deps.projects.find(caller.organization, upload.project);
  if (!project) throw new Refusal(404, 'Project not found.');
  const said = { repository: upload.repository, ...(upload.defaultBranch && { defaultBranch: upload.defaultBranch }) };
  const answer = await changeCodeMappings(deps, project.id, before => {
    const mappings = [...before];
    const done = upload.mappings.map(roots => ({ ...roots, status: put(deps, mappings, { ...roots, ...said }) }));
    return { mappings, answer: done };
  });
  return respondJson({
    created: answer.filter(({ status }) => status === 'created').length,
    updated: answer.filter(({ status }) => status === 'updated').length,
    errors: 0,
    mappings: answer,
  } satisfies UploadedMappingsJson);
};

export const createCodeMapping = async (
  deps: ApiDeps,
  { caller, params, request }: OrganizationCall,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const draft = readBody(newCodeMapping, request.body);
  const project = await findProject(deps, caller, { org: params.org, project: draft.projectId });
  const repository = await findRepository(deps, caller, draft.repositoryId);
  const mapping = mappingOf(deps, repository, draft);
  await changeCodeMappings(deps, project.id, before => {
    if (before.some(isAt(mapping))) throw taken();
    return { mappings: [...before, mapping], answer: undefined };
  });
  return respondCreated(presentCodeMapping(project, mapping, repository));
};

export const updateCodeMapping = async (
  deps: ApiDeps,
  { caller, params, request }: MappingCall,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const update = readBody(codeMappingUpdate, request.body);
  const { project, mapping } = await findMapping(deps, caller, params.mapping);
  const repositories = await repositoriesByName(deps, caller);
  const named = update.repositoryId === undefined ? undefined : await findRepository(deps, caller, update.repositoryId);
  const { stackRoot = mapping.stackRoot, sourceRoot = mapping.sourceRoot, defaultBranch } = update;
  const after: CodeMapping = {
    ...mapping,
    stackRoot,
    sourceRoot,
    ...(named && { repository: named.name }),
    ...(defaultBranch && { defaultBranch }),
  };
  await changeCodeMappings(deps, project.id, before => {
    const place = before.findIndex(isAt(mapping));
    if (place < 0) throw notFound();
    if (before.some((one, other) => other !== place && isAt(after)(one))) throw taken();
    return { mappings: before.with(place, after), answer: undefined };
  });
  return respondJson(presentCodeMapping(project, after, repositories.get(after.repository)));
};

export const deleteCodeMapping = async (deps: ApiDeps, { caller, params }: MappingCall): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { project, mapping } = await findMapping(deps, caller, params.mapping);
  await changeCodeMappings(deps, project.id, before => ({
    mappings: before.filter(one => !isAt(mapping)(one)),
    answer: undefined,
  }));
  return respondNothing([]);
};

const taken = (): Refusal =>
  refuseFields([
    { field: 'stackRoot', why: 'Code path config already exists with this project, stack trace root, and source root' },
  ]);

const put = ({ clock }: Pick<ApiDeps, 'clock'>, mappings: CodeMapping[], one: Omit<CodeMapping, 'dateCreated'>) => {
  const place = mappings.findIndex(isAt(one));
  const before = mappings[place];
  mappings.splice(before ? place : mappings.length, 1, { ...one, dateCreated: before?.dateCreated ?? clock.now() });
  return before ? ('updated' as const) : ('created' as const);
};

const mappingOf = (
  { clock }: Pick<ApiDeps, 'clock'>,
  { name }: Repository,
  { stackRoot, sourceRoot, defaultBranch }: Roots & { defaultBranch?: string | null | undefined },
): CodeMapping => ({
  stackRoot,
  sourceRoot,
  repository: name,
  ...(defaultBranch && { defaultBranch }),
  dateCreated: clock.now(),
});

const repositoriesByName = async (deps: ApiDeps, { organization }: Caller): Promise<Map<string, Repository>> =>
  new Map((await deps.repositories.list(organization)).map(repository => [repository.name, repository]));

const findRepository = async (deps: ApiDeps, { organization }: Caller, idOrName: string): Promise<Repository> => {
  const all = await deps.repositories.list(organization);
  const found = all.find(({ name }) => name === idOrName || repositoryId(organization, name) === idOrName);
  if (!found) throw refuseFields([{ field: 'repositoryId', why: 'There is no such repository.' }]);
  return found;
};

/** An id says nothing of its project: those of the organization are looked through, which are few. */
const findMapping = async (
  deps: ApiDeps,
  { organization }: Caller,
  id: string,
): Promise<{ project: Project; mapping: CodeMapping }> => {
  const projects = await deps.projects.list(organization);
  const lists = await inTurns(projects, async project => ({ project, ...(await deps.codeMappings.get(project.id)) }));
  for (const { project, mappings } of lists) {
    const mapping = mappings.find(one => codeMappingId(project.id, one) === id);
    if (mapping) return { project, mapping };
  }
  throw notFound();
};
