import type { CodeMappingStore, CodeMappings } from '../../lib/ports/code-mapping-store.ts';
import type { UserCount } from '../../lib/ports/issue-stats.ts';
import type { ReleaseCounts, ReleaseDayCount } from '../../lib/ports/release-counts.ts';
import type { Repository, RepositoryStore } from '../../lib/ports/repository-store.ts';

/** Repositories in an array. */
export const memoryRepositoryStore = (repositories: Repository[] = []): RepositoryStore => {
  const at = (organization: string, name: string): number =>
    repositories.findIndex(one => one.organization === organization && one.name === name);
  return {
    list: async organization =>
      structuredClone(repositories.filter(one => one.organization === organization)).sort((a, b) =>
        Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)),
      ),
    put: async repository => {
      const place = at(repository.organization, repository.name);
      if (place >= 0) repositories[place] = repository;
      else repositories.push(repository);
    },
    delete: async (organization, name) => {
      const place = at(organization, name);
      if (place >= 0) repositories.splice(place, 1);
      return place >= 0;
    },
  };
};

export const memoryCodeMappingStore = (known = new Map<string, CodeMappings>()): CodeMappingStore => ({
  get: async projectId => structuredClone(known.get(projectId) ?? { mappings: [], version: 0 }),
  replace: async (projectId, mappings, version) => {
    if ((known.get(projectId)?.version ?? 0) !== version) return false;
    known.set(projectId, { mappings: structuredClone(mappings), version: version + 1 });
    return true;
  },
});

/** What was counted, by `<project id> <version>`. */
export const memoryReleaseCounts = (
  known = new Map<string, ReleaseDayCount[]>(),
  users = new Map<string, UserCount>(),
): ReleaseCounts => ({
  daily: async (projectId, version, { from = '' } = {}) => ({
    counts: (known.get(`${projectId} ${version}`) ?? []).filter(({ day }) => day >= from),
    complete: true,
  }),
  users: async (projectId, versions) =>
    new Map(versions.map(version => [version, users.get(`${projectId} ${version}`) ?? { users: 0, exact: true }])),
});
