import { compareVersions, isSemver } from '../life/release-order.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { Release } from '../ports/release-store.ts';
import type { ApiDeps } from './api-request.ts';

type Deps = Pick<ApiDeps, 'stats' | 'releases'>;

/** A project's newest releases among which the last one of an issue is looked for. */
const MAX_NEWEST = 10;

export interface IssueReleases {
  first?: Release;
  last?: Release;
}

/**
 * The releases that an issue came with and was last seen in. The first is told by the events that opened it. When each
 * was seen last is not kept: the greatest version counts as the last, where there are versions; else the newest release
 * of the project's latest that the issue has been seen in.
 */
export const readIssueReleases = async (deps: Deps, issue: Issue): Promise<IssueReleases> => {
  const versions = (await deps.stats.tags(issue)).flatMap(({ key, value }) =>
    key === 'release' && value !== undefined ? [value] : [],
  );
  if (versions.length === 0) return {};
  const born = issue.birth.tags.find(([key]) => key === 'release')?.[1] ?? least(versions);
  const last = greatest(versions) ?? (await newestOf(deps, issue.projectId, versions));
  const found = await deps.releases.get(issue.projectId, [...new Set([born, last].flatMap(one => one ?? []))]);
  const [firstRelease, lastRelease] = [born, last].map(version =>
    version === undefined ? undefined : found.get(version),
  );
  return { ...(firstRelease && { first: firstRelease }), ...(lastRelease && { last: lastRelease }) };
};

const greatest = (versions: readonly string[]): string | undefined => inOrder(versions).at(-1);
const least = (versions: readonly string[]): string | undefined =>
  versions.length === 1 ? versions[0] : inOrder(versions)[0];

/** Those that are versions, if any is. */
const inOrder = (versions: readonly string[]): string[] =>
  versions.filter(isSemver).sort((one, other) => compareVersions(one, other) ?? 0);

const newestOf = async (
  { releases }: Deps,
  projectId: string,
  versions: readonly string[],
): Promise<string | undefined> => {
  if (versions.length === 1) return versions[0];
  const newest = await releases.newest(projectId, { limit: MAX_NEWEST });
  return newest.releases.find(({ version }) => versions.includes(version))?.version;
};
