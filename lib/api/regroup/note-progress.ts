import type { Regrouping } from '../../ports/regrouping-store.ts';
import type { ApiDeps } from '../api-request.ts';

/** Milliseconds that one request works on a regrouping; who asks again goes on. */
export const MAX_RUN_MS = 6_000;

export type RegroupDeps = Pick<ApiDeps, 'clock' | 'events' | 'grouping' | 'issues' | 'projects' | 'regroupings'>;

/** What it has become, by whoever was first. */
export const noteProgress = async (
  deps: RegroupDeps,
  before: Regrouping,
  { state, done, faults }: Pick<Regrouping, 'state' | 'done' | 'faults'>,
): Promise<Regrouping> => {
  if (await deps.regroupings.advance(before, { state, done, faults })) return { ...before, state, done, faults };
  return (await deps.regroupings.get(before.projectId, before.id)) ?? { ...before, state: 'undone' };
};
