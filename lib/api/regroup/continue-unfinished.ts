import type { Regrouping } from '../../ports/regrouping-store.ts';
import type { ApiDeps } from '../api-request.ts';
import type { RegroupDeps } from './note-progress.ts';
import { runRegrouping } from './run-regrouping.ts';
import { undoRegrouping } from './undo-regrouping.ts';

/** Newest regroupings of a project that are looked at: of more at once nobody waits for all. */
const MAX_UNFINISHED = 20;
/** So long after the last request nobody else is at work on one. Requests work for six seconds. */
const ABANDONED_MS = 120_000;

/** Somebody has begun, and may not live to end it: the sweep looks then. */
export const noteUnfinished = ({ clock, dues }: Pick<ApiDeps, 'clock' | 'dues'>, projectId: string): Promise<void> =>
  dues.add({ kind: 'regrouping', id: projectId, at: clock.now() + ABANDONED_MS });

/** Goes on with one of a project's regroupings, the oldest first, in its direction. */
export const continueUnfinished = async (
  deps: RegroupDeps,
  projectId: string,
): Promise<'nothing' | 'finished' | 'unfinished'> => {
  const { regroupings } = await deps.regroupings.list(projectId, { limit: MAX_UNFINISHED });
  const unfinished = regroupings.filter(isUnfinished);
  const oldest = unfinished.at(-1);
  if (!oldest) return 'nothing';
  const after = await undoRegrouping(deps, await runRegrouping(deps, oldest));
  return unfinished.length === 1 && !isUnfinished(after) ? 'finished' : 'unfinished';
};

const isUnfinished = ({ state }: Regrouping): boolean => state === 'applying' || state === 'undoing';
