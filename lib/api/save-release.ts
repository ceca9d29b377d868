import type { Release, ReleaseCommit, ReleaseFields } from '../ports/release-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { ReleaseUpdate } from './contract/release.ts';

type Deps = Pick<ApiDeps, 'releases' | 'releaseFollower'>;

/** What a request says of a release itself; an empty text takes away what stood there. */
export const fieldsOf = ({ ref, url, dateReleased, status }: ReleaseUpdate): ReleaseFields => ({
  ...(ref != null && { ref }),
  ...(url != null && { url }),
  ...(dateReleased != null && { dateReleased }),
  ...(status != null && { status }),
});

/** Commits as they are kept. Without them a head commit of each repository stands for all; `undefined`: neither was said. */
const commitsOf = ({ commits, refs }: ReleaseUpdate): ReleaseCommit[] | undefined => {
  if (commits)
    return commits.map(({ id, repository, timestamp }) => ({
      id,
      ...(repository && { repository }),
      ...(timestamp != null && { timestamp }),
    }));
  return refs?.map(({ repository, commit }) => ({ id: commit, repository }));
};

/**
 * Commits, and then what follows from the release as it is now. At the end it is settled: who is interrupted before
 * finds it unsettled, by the next request or the next event.
 * @returns the release as it is then; `undefined` when it was deleted in between
 */
export const finishRelease = async (
  deps: Deps,
  release: Release,
  update: ReleaseUpdate,
): Promise<Release | undefined> => {
  const { projectId, version } = release;
  const commits = commitsOf(update);
  if (commits && !(await deps.releases.setCommits(projectId, version, commits))) return undefined;
  if (release.unsettled || commits || update.dateReleased != null) await deps.releaseFollower.follow(release);
  if (release.unsettled) await deps.releases.settle(projectId, version);
  return commits ? (await deps.releases.get(projectId, [version])).get(version) : release;
};
