import type { Release, ReleaseCommit } from '../../ports/release-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { findRelease, type ReleaseParams } from '../find-release.ts';
import { pageOfRows } from '../page-of-rows.ts';
import { presentCommit, presentCommitFile } from '../present/commit.ts';
import type { Call } from '../route.ts';

/** Commits of a release, newest first, each once however many projects have it. */
export const listReleaseCommits = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseParams>,
): Promise<ApiResponse> => {
  const commits = await commitsOf(deps, await findRelease(deps, caller, params));
  return pageOfRows(
    deps,
    request,
    commits.map(commit => presentCommit(caller.organization, commit)),
  );
};

/** Files that the commits of a release changed, commit by commit. */
export const listCommitFiles = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseParams>,
): Promise<ApiResponse> => {
  const commits = await commitsOf(deps, await findRelease(deps, caller, params));
  const files = commits.flatMap(commit =>
    (commit.files ?? []).map(file => presentCommitFile(caller.organization, commit, file)),
  );
  return pageOfRows(deps, request, files);
};

const commitsOf = async (deps: ApiDeps, found: readonly { release: Release }[]): Promise<ReleaseCommit[]> => {
  const lists = await Promise.all(
    found.map(({ release }) => deps.releases.commits(release.projectId, release.version)),
  );
  return [...new Map(lists.flat().map(commit => [commit.id, commit])).values()];
};
