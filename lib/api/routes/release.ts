import { positionOf } from '../../ports/release-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type ReleaseJson, releaseUpdate } from '../contract/release.ts';
import { countReleaseIssues } from '../count-release-issues.ts';
import { findRelease, type ReleaseParams } from '../find-release.ts';
import { presentRelease, type ReleaseInProject } from '../present/release.ts';
import { readBody } from '../read-body.ts';
import { notFound } from '../refusal.ts';
import { respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';
import { fieldsOf, finishRelease } from '../save-release.ts';

/** Earlier releases that are looked at for one with commits. */
const MAX_EARLIER = 100;

export const getRelease = async (deps: ApiDeps, { caller, params }: Call<ReleaseParams>): Promise<ApiResponse> =>
  respondJson(await presentCounted(deps, await findRelease(deps, caller, params)));

/** Changes it in each project that has it; `dateReleased` is what finalizes it. */
export const updateRelease = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseParams>,
): Promise<ApiResponse> => {
  const found = await findRelease(deps, caller, params);
  const update = readBody(releaseUpdate, request.body);
  const changed = await Promise.all(
    found.map(async ({ release, project }): Promise<ReleaseInProject[]> => {
      const saved = await deps.releases.change(release.projectId, release.version, fieldsOf(update));
      const finished = saved && (await finishRelease(deps, project.organization, saved, update));
      return finished ? [{ release: finished, project }] : [];
    }),
  );
  const rows = changed.flat();
  if (rows.length === 0) throw notFound();
  return respondJson(await presentCounted(deps, rows));
};

/** With its commits and deploys. An event that names it later makes it anew. */
export const deleteRelease = async (deps: ApiDeps, { caller, params }: Call<ReleaseParams>): Promise<ApiResponse> => {
  const found = await findRelease(deps, caller, params);
  await Promise.all(found.map(({ release }) => deps.releases.delete(release.projectId, release.version)));
  return respondNothing([]);
};

/** The release before this one of which commits are known, or nothing: sentry-cli counts commits from there. */
export const getPreviousWithCommits = async (
  deps: ApiDeps,
  { caller, params }: Call<ReleaseParams>,
): Promise<ApiResponse> => {
  const [first] = await findRelease(deps, caller, params);
  if (!first) throw notFound();
  const { release, project } = first;
  const earlier = await deps.releases.newest(project.id, { limit: MAX_EARLIER, before: positionOf(release) });
  const previous = earlier.releases.find(({ commitCount = 0 }) => commitCount > 0);
  return respondJson(previous ? await presentCounted(deps, [{ release: previous, project }]) : {});
};

const presentCounted = async (deps: ApiDeps, rows: readonly ReleaseInProject[]): Promise<ReleaseJson> =>
  presentRelease(await countReleaseIssues(deps, rows));
