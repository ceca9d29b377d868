import type { Release, ReleaseCommit, ReleaseFields } from '../ports/release-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { ReleaseUpdate } from './contract/release.ts';
import { type FixDeps, resolveFixed } from './resolve-fixed.ts';

type Deps = FixDeps & Pick<ApiDeps, 'releaseFollower'>;

/** What a request says of a release itself; an empty text takes away what stood there. */
export const fieldsOf = ({ ref, url, dateReleased, status }: ReleaseUpdate): ReleaseFields => ({
  ...(ref != null && { ref }),
  ...(url != null && { url }),
  ...(dateReleased != null && { dateReleased }),
  ...(status != null && { status }),
});

/** Without commits a head commit of each repository stands for all; `undefined`: neither was said. */
const commitsOf = ({ commits, refs }: ReleaseUpdate): readonly ReleaseCommit[] | undefined =>
  commits ?? refs?.map(({ repository, commit }) => ({ id: commit, repository }));

/**
 * Issues that its commits fix, the commits, and then what follows from the release as it is now. At the end it is settled: who is interrupted before
 * finds it unsettled, by the next request or the next event.
 * @returns the release as it is then; `undefined` when it was deleted in between
 */
export const finishRelease = async (
  deps: Deps,
  organization: string,
  release: Release,
  update: ReleaseUpdate,
): Promise<Release | undefined> => {
  const { projectId, version } = release;
  const commits = commitsOf(update);
  // First, since commits that are there already fix nothing a second time.
  if (commits) await resolveFixed(deps, organization, release, commits);
  if (commits && !(await deps.releases.setCommits(projectId, version, commits))) return undefined;
  if (release.unsettled || commits || update.dateReleased != null) await deps.releaseFollower.follow(release);
  if (release.unsettled) await deps.releases.settle(projectId, version);
  return commits ? (await deps.releases.get(projectId, [version])).get(version) : release;
};
