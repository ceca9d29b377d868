import type { Clock } from '../ports/clock.ts';
import type { DueStore } from '../ports/due-store.ts';
import type { Regrouper } from '../ports/regrouper.ts';

export interface ContinueRegroupingsDeps {
  clock: Clock;
  dues: Pick<DueStore, 'add'>;
  regrouper: Regrouper;
}

/** What one sweep had no time for. */
const NEXT_SWEEP_MS = 60_000;

/** Whoever began is gone, or has closed the page. What is left waits for the next sweep. @returns whether there was anything to do */
export const continueRegroupings = async (
  { clock, dues, regrouper }: ContinueRegroupingsDeps,
  projectId: string,
): Promise<boolean> => {
  const state = await regrouper.goOn(projectId);
  if (state === 'unfinished') await dues.add({ kind: 'regrouping', id: projectId, at: clock.now() + NEXT_SWEEP_MS });
  return state !== 'nothing';
};
