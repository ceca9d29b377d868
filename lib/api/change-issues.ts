import type { MarkChange } from '../ports/issue-marks.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { Caller } from './authenticate.ts';
import { inTurns } from './in-turns.ts';
import type { WantedUpdate } from './read-issue-update.ts';
import { nameRelease } from './read-release-facts.ts';
import { updateIssueLife } from './update-issue.ts';

/** Changes issues and the caller's marks of them. The issues as they are then, without those that have gone meanwhile. */
export const changeIssues = async (
  deps: ApiDeps,
  caller: Caller,
  issues: readonly Issue[],
  wanted: WantedUpdate,
): Promise<Issue[]> => {
  const update = await nameRelease(
    deps,
    wanted.life,
    issues.map(({ projectId }) => projectId),
  );
  const changed = await inTurns(issues, async issue => {
    const after = await updateIssueLife(deps, caller, issue, { update, single: issues.length === 1 });
    if (after) await mark(deps, caller, after, wanted.marks);
    return after ? [after] : [];
  });
  return changed.flat();
};

const mark = async ({ marks }: ApiDeps, caller: Caller, { id }: Issue, change: MarkChange): Promise<void> => {
  if (Object.keys(change).length > 0) await marks.mark(id, caller.user, change);
};
