import { THRESHOLD_EVERY_MS } from '../life/new-issue-threshold.ts';
import type { DueStore } from '../ports/due-store.ts';
import type { ThresholdStore } from '../ports/threshold-store.ts';

export interface ThresholdDeps {
  thresholds: Pick<ThresholdStore, 'get'>;
  dues: Pick<DueStore, 'add'>;
}

/**
 * From which rate on a new issue of the project escalates; 0: none does. Where nobody has found it out within a day,
 * the sweep is asked to: projects in which nothing new comes cost nothing.
 */
export const thresholdOf = async (deps: ThresholdDeps, projectId: string, now: number): Promise<number> => {
  const known = await deps.thresholds.get(projectId);
  if (!known || now - known.at >= THRESHOLD_EVERY_MS) {
    // One row a day, however many ask.
    await deps.dues.add({ kind: 'threshold', id: projectId, at: now - (now % THRESHOLD_EVERY_MS) });
  }
  return known?.value ?? 0;
};
