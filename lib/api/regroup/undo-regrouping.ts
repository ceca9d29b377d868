import { afterUnmerge } from '../../life/after-unmerge.ts';
import { itself } from '../../ports/issue-store.ts';
import type { Regrouping, RegroupingStep } from '../../ports/regrouping-store.ts';
import { MAX_RUN_MS, noteProgress, type RegroupDeps } from './note-progress.ts';

/**
 * Takes back what was done, the last first: also the step that may have been done without being noted. Merges that
 * people have undone since are left alone.
 */
export const undoRegrouping = async (deps: RegroupDeps, begun: Regrouping): Promise<Regrouping> => {
  const deadline = deps.clock.now() + MAX_RUN_MS;
  let now = begun;
  while (now.state === 'undoing' && deps.clock.now() < deadline) {
    const step = now.steps[now.done];
    if (step) await undoStep(deps, now, step);
    const state = now.done === 0 ? 'undone' : 'undoing';
    now = await noteProgress(deps, now, { state, done: Math.max(0, now.done - 1), faults: now.faults });
  }
  return now;
};

/** Hashes stay attached: digests that have not heard yet that the rules are the old ones would open new issues by them. */
export const undoStep = async (deps: RegroupDeps, regrouping: Regrouping, step: RegroupingStep): Promise<void> => {
  if (step.kind === 'attach') return;
  for (const id of [step.id, ...step.shown]) await splitOff(deps, regrouping, step.into, id);
  for (const id of step.shown) await deps.issues.merge(step.id, id, by(deps, regrouping));
};

/** If both are shown by one issue, which may be a third by now. */
const splitOff = async (deps: RegroupDeps, regrouping: Regrouping, into: string, id: string): Promise<void> => {
  const found = await deps.issues.get([into, id]);
  const shower = found.get(into);
  if (!shower || itself(found, id) || found.get(id)?.id !== shower.id) return;
  const child = (await deps.issues.mergedOf(shower)).find(one => one.id === id);
  if (!child) return;
  const { at, user } = by(deps, regrouping);
  await deps.issues.unmerge(shower.id, id, { at, user }, afterUnmerge(child, at));
};

const by = ({ clock }: RegroupDeps, { user }: Regrouping) => ({ at: clock.now(), user });
