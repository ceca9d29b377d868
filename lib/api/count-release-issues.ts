import type { UserCount } from '../ports/issue-stats.ts';
import type { ApiDeps } from './api-request.ts';
import { inTurns } from './in-turns.ts';
import type { CountedRelease, ReleaseInProject } from './present/release.ts';

/** Releases with what came in of them; of one that no event has named nothing is read. */
export const countReleaseIssues = async (
  { releaseCounts }: Pick<ApiDeps, 'releaseCounts'>,
  rows: readonly ReleaseInProject[],
): Promise<CountedRelease[]> => {
  const users = await usersOf({ releaseCounts }, rows);
  return inTurns(rows, async row => {
    const { projectId, version } = row.release;
    if (!hasEvents(row)) return { ...row, newIssues: 0, counts: [], users: NOBODY };
    const { counts } = await releaseCounts.daily(projectId, version);
    const newIssues = counts.reduce((sum, one) => sum + one.newIssues, 0);
    return { ...row, counts, newIssues, users: users.get(projectId)?.get(version) ?? NOBODY };
  });
};

const NOBODY: UserCount = { users: 0, exact: true };

const hasEvents = ({ release }: ReleaseInProject): boolean => release.lastEvent !== undefined;

/** By project and version. */
const usersOf = async (
  { releaseCounts }: Pick<ApiDeps, 'releaseCounts'>,
  rows: readonly ReleaseInProject[],
): Promise<Map<string, ReadonlyMap<string, UserCount>>> => {
  const byProject = Map.groupBy(rows.filter(hasEvents), ({ release }) => release.projectId);
  const read = await inTurns([...byProject], async ([projectId, some]) => {
    const versions = some.map(({ release }) => release.version);
    return [projectId, await releaseCounts.users(projectId, versions)] as const;
  });
  return new Map(read);
};
