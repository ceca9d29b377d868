import { followsSemver, SEMVER_SAMPLE } from '../life/release-order.ts';
import type { Release } from '../ports/release-store.ts';
import type { ApiDeps } from './api-request.ts';

/** What “the latest release” of a project means: the greatest version where it follows semantic versioning, else the newest. */
export const latestRelease = async (
  { releases }: Pick<ApiDeps, 'releases'>,
  projectId: string,
): Promise<Release | undefined> => {
  const [{ releases: newest }, { releases: greatest }] = await Promise.all([
    releases.newest(projectId, { limit: SEMVER_SAMPLE }),
    releases.greatest(projectId, { limit: 1 }),
  ]);
  const [first] = greatest;
  return first && followsSemver(newest, first.version) ? first : newest[0];
};
