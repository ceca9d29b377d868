import type { LifeUpdate, ResolveIn } from '../life/life-update.ts';
import { leastFrom } from '../life/release-order.ts';
import type { ResolveFacts } from '../life/resolution-of.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { ApiDeps } from './api-request.ts';
import { latestRelease } from './latest-release.ts';
import { refuseFields } from './refusal.ts';

type ReleaseDeps = Pick<ApiDeps, 'releases' | 'stats'>;

/** Releases that are looked at for the greatest or the next one, newest first, or for the first from a version on, greatest first. */
const MAX_NEWEST = 100;
/** Releases of an issue that are looked at for the newest. Counts of tags tell as many apart. */
const MAX_SEEN_IN = 200;

/** What “the next release” and the like mean for an issue. */
export const readReleaseFacts = async (
  deps: ReleaseDeps,
  issue: Issue,
  resolve: ResolveIn,
): Promise<Omit<ResolveFacts, 'now'>> => {
  switch (resolve.in) {
    case 'release':
      return NOTHING;
    case 'commit': {
      const withCommit = await deps.releases.withCommit(issue.projectId, resolve.commit.id);
      return { ...NOTHING, ...(withCommit && { withCommit }) };
    }
    case 'future_release': {
      const from = await readFrom(deps, issue.projectId, resolve.version);
      return { ...NOTHING, ...(from && { from }) };
    }
    case 'upcoming_release':
    case 'next_release': {
      const [{ releases: newest }, seenIn] = await Promise.all([
        deps.releases.newest(issue.projectId, { limit: MAX_NEWEST }),
        releasesOf(deps, issue),
      ]);
      return { newest, seenIn };
    }
  }
};

const NOTHING = { newest: [], seenIn: [] };

/** The release of that name, else the least above it among the project's greatest. */
const readFrom = async ({ releases }: ReleaseDeps, projectId: string, version: string) => {
  const [named, { releases: greatest }] = await Promise.all([
    releases.get(projectId, [version]),
    releases.greatest(projectId, { limit: MAX_NEWEST }),
  ]);
  return named.get(version) ?? leastFrom(greatest, version);
};

const releasesOf = async ({ stats, releases }: ReleaseDeps, issue: Issue) => {
  const tags = await stats.tags(issue);
  const versions = tags.flatMap(({ key, value }) => (key === 'release' && value !== undefined ? [value] : []));
  return [...(await releases.get(issue.projectId, versions.slice(0, MAX_SEEN_IN))).values()];
};

/**
 * The update with the release by its name: `latest` is the project's newest. A release that does not exist is refused,
 * and so is one of several projects, which have releases of their own.
 */
export const nameRelease = async (
  { releases }: Pick<ApiDeps, 'releases'>,
  update: LifeUpdate,
  projectIds: readonly string[],
): Promise<LifeUpdate> => {
  if (!update.resolve) return update;
  const [projectId = '', ...others] = new Set(projectIds);
  if (others.length > 0)
    throw refuseFields([{ field: 'statusDetails', why: 'Cannot set a release for issues of several projects.' }]);
  if (update.resolve.in !== 'release') return update;
  const { version } = update.resolve;
  const release =
    version === 'latest'
      ? await latestRelease({ releases }, projectId)
      : (await releases.get(projectId, [version])).get(version);
  if (!release) {
    const why = 'Unable to find a release with the given version.';
    throw refuseFields([{ field: 'statusDetails.inRelease', why }]);
  }
  return { ...update, resolve: { in: 'release', version: release.version } };
};
