import { createHash } from 'node:crypto';
import type { CodeMapping } from '../../ports/code-mapping-store.ts';
import type { Project } from '../../ports/project-store.ts';
import type { Repository } from '../../ports/repository-store.ts';
import type { CodeMappingJson } from '../contract/code-mapping.ts';
import type { RepositoryJson } from '../contract/repository.ts';
import { isoTime } from './time.ts';

/** Hex digits of an id: 48 bits, which a number of JSON holds exactly. */
const ID_DIGITS = 12;

/** Hosts by Sentry's names; what nobody has named is taken as it is. */
const HOSTS: Readonly<Record<string, string>> = {
  github: 'GitHub',
  github_enterprise: 'GitHub Enterprise',
  gitlab: 'GitLab',
  bitbucket: 'Bitbucket',
  bitbucket_server: 'Bitbucket Server',
  vsts: 'Azure DevOps',
};

export const presentRepository = (repository: Repository): RepositoryJson => ({
  id: repositoryId(repository.organization, repository.name),
  name: repository.name,
  url: repository.url ?? null,
  provider: repository.provider
    ? { id: `integrations:${repository.provider}`, name: hostName(repository.provider) }
    : { id: 'unknown', name: 'Unknown Provider' },
  status: 'active',
  dateCreated: isoTime(repository.dateCreated),
  integrationId: null,
  externalSlug: repository.name,
  externalId: null,
});

/** Decimal text: the same whether or not somebody has named the repository yet. */
export const repositoryId = (organization: string, name: string): string => idOf(organization, name);

/** @param repository what is known of it, where somebody has named it */
export const presentCodeMapping = (
  project: Project,
  mapping: CodeMapping,
  repository: Repository | undefined,
): CodeMappingJson => ({
  id: codeMappingId(project.id, mapping),
  projectId: project.id,
  projectSlug: project.slug,
  repoId: repositoryId(project.organization, mapping.repository),
  repoName: mapping.repository,
  integrationId: null,
  provider: repository?.provider
    ? { key: repository.provider, slug: repository.provider, name: hostName(repository.provider) }
    : null,
  stackRoot: mapping.stackRoot,
  sourceRoot: mapping.sourceRoot,
  defaultBranch: mapping.defaultBranch ?? null,
  automaticallyGenerated: false,
});

export const codeMappingId = (projectId: string, mapping: Pick<CodeMapping, 'stackRoot' | 'sourceRoot'>): string =>
  idOf(projectId, mapping.stackRoot, mapping.sourceRoot);

const idOf = (...parts: readonly string[]): string =>
  String(Number.parseInt(createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, ID_DIGITS), 16));

const hostName = (provider: string): string =>
  (Object.hasOwn(HOSTS, provider) ? HOSTS[provider] : undefined) ?? provider;
