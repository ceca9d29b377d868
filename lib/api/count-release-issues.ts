import type { ApiDeps } from './api-request.ts';
import { inTurns } from './in-turns.ts';
import type { CountedRelease, ReleaseInProject } from './present/release.ts';

/** Releases with the issues that they have brought; of one that no event has named nothing is read. */
export const countReleaseIssues = async (
  { releaseCounts }: Pick<ApiDeps, 'releaseCounts'>,
  rows: readonly ReleaseInProject[],
): Promise<CountedRelease[]> =>
  inTurns(rows, async row => {
    const { projectId, version, lastEvent } = row.release;
    if (lastEvent === undefined) return { ...row, newIssues: 0 };
    const { counts } = await releaseCounts.daily(projectId, version);
    return { ...row, newIssues: counts.reduce((sum, { newIssues }) => sum + newIssues, 0) };
  });
