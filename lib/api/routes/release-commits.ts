import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { findRelease, type ReleaseParams } from '../find-release.ts';
import { pageOfRows } from '../page-of-rows.ts';
import { presentCommit } from '../present/release.ts';
import type { Call } from '../route.ts';

/** Commits of a release, newest first, each once however many projects have it. */
export const listReleaseCommits = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseParams>,
): Promise<ApiResponse> => {
  const found = await findRelease(deps, caller, params);
  const lists = await Promise.all(
    found.map(({ release }) => deps.releases.commits(release.projectId, release.version)),
  );
  const distinct = new Map(lists.flat().map(commit => [commit.id, commit]));
  return pageOfRows(deps, request, [...distinct.values()].map(presentCommit));
};
