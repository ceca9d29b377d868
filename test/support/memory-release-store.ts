import { byRank, compareRanks, versionRank } from '../../lib/life/version-rank.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import {
  byNewest,
  type Deploy,
  MAX_DEPLOYS,
  MAX_RELEASE_AUTHORS,
  positionOf,
  type Release,
  type ReleaseCommit,
  type ReleaseStore,
  SEEN_STEP_MS,
} from '../../lib/ports/release-store.ts';
import { authorKey } from '../../lib/protocol/commit-author.ts';

const withoutFiles = (commit: ReleaseCommit): Omit<ReleaseCommit, 'files'> => {
  const { files: _, ...rest } = commit;
  return rest;
};

/** Releases in an array. */
export const memoryReleaseStore = (releases: Release[], clock: Clock): ReleaseStore => {
  const commitsOf = new Map<string, ReleaseCommit[]>();
  const deploysOf = new Map<string, Deploy[]>();
  const name = (projectId: string, version: string): string => `${projectId} ${version}`;
  const at = (projectId: string, version: string): Release | undefined =>
    releases.find(one => one.projectId === projectId && one.version === version);
  const add = (projectId: string, version: string, fields: Partial<Release>): Release => {
    const release: Release = { projectId, version, dateAdded: clock.now(), ...fields, unsettled: true };
    releases.push(release);
    return release;
  };

  return {
    async get(projectId, versions) {
      const found = versions.flatMap(version => at(projectId, version) ?? []);
      return new Map(found.map(release => [release.version, structuredClone(release)]));
    },
    async find(projectIds, version) {
      return projectIds.flatMap(id => structuredClone(at(id, version)) ?? []);
    },
    async newest(projectId, { limit, before }) {
      const sorted = releases
        .filter(one => one.projectId === projectId && (!before || byNewest(positionOf(one), before) > 0))
        .toSorted((one, other) => byNewest(positionOf(one), positionOf(other)));
      const page = structuredClone(sorted.slice(0, limit));
      const last = page.at(-1);
      return { releases: page, ...(last && sorted.length > limit && { next: positionOf(last) }) };
    },
    async greatest(projectId, { limit, before }) {
      const sorted = releases
        .filter(
          one => one.projectId === projectId && (before === undefined || compareRanks(before, versionRank(one)) < 0),
        )
        .toSorted(byRank);
      const page = structuredClone(sorted.slice(0, limit));
      const last = page.at(-1);
      return { releases: page, ...(last && sorted.length > limit && { next: versionRank(last) }) };
    },
    async seen(projectId, seen) {
      return seen.flatMap(({ version, first, last }) => {
        const release = at(projectId, version) ?? add(projectId, version, { firstEvent: first, lastEvent: last });
        if (first < (release.firstEvent ?? Infinity) - SEEN_STEP_MS) release.firstEvent = first;
        if (last > (release.lastEvent ?? -Infinity) + SEEN_STEP_MS) release.lastEvent = last;
        return release.unsettled ? [version] : [];
      });
    },
    async make(projectId, version, fields) {
      const known = at(projectId, version);
      if (!known) return { release: structuredClone(add(projectId, version, fields)), outcome: 'made' };
      Object.assign(known, { ...fields, ...known, ...(fields.status && { status: fields.status }) });
      return { release: structuredClone(known), outcome: 'known' };
    },
    async change(projectId, version, fields) {
      const known = at(projectId, version);
      return known && structuredClone(Object.assign(known, fields));
    },
    async settle(projectId, version) {
      delete at(projectId, version)?.unsettled;
    },
    async delete(projectId, version) {
      const known = at(projectId, version);
      if (known) releases.splice(releases.indexOf(known), 1);
      commitsOf.delete(name(projectId, version));
      deploysOf.delete(name(projectId, version));
      return known !== undefined;
    },
    async setCommits(projectId, version, commits) {
      const known = at(projectId, version);
      if (!known) return false;
      commitsOf.set(name(projectId, version), structuredClone([...commits]));
      const [lastCommit] = commits;
      delete known.lastCommit;
      delete known.authors;
      const authors = new Map(commits.flatMap(({ author }) => (author ? [[authorKey(author), author]] : [])));
      Object.assign(known, {
        commitCount: commits.length,
        ...(lastCommit && { lastCommit: withoutFiles(lastCommit) }),
        ...(authors.size > 0 && { authors: [...authors.values()].slice(0, MAX_RELEASE_AUTHORS) }),
      });
      return true;
    },
    async commits(projectId, version) {
      return commitsOf.get(name(projectId, version)) ?? [];
    },
    async withCommit(projectId, commitId) {
      const having = releases.filter(
        one =>
          one.projectId === projectId &&
          commitsOf.get(name(projectId, one.version))?.some(commit => commit.id === commitId),
      );
      return structuredClone(having.toSorted((one, other) => byNewest(positionOf(one), positionOf(other)))[0]);
    },
    async addDeploy(projectId, version, deploy) {
      const known = at(projectId, version);
      if (!known) return 'gone';
      const deploys = deploysOf.get(name(projectId, version)) ?? [];
      if (deploys.length >= MAX_DEPLOYS) return 'too_many';
      deploysOf.set(name(projectId, version), [...deploys, deploy]);
      const newest =
        known.lastDeploy && known.lastDeploy.dateFinished > deploy.dateFinished ? known.lastDeploy : deploy;
      Object.assign(known, { deployCount: deploys.length + 1, lastDeploy: newest });
      return 'added';
    },
    async deploys(projectId, version) {
      const deploys = deploysOf.get(name(projectId, version)) ?? [];
      return deploys.toSorted((one, other) => other.dateFinished - one.dateFinished || (other.id < one.id ? -1 : 1));
    },
  };
};
