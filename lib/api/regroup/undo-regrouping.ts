import type { Regrouping, RegroupingStep } from '../../ports/regrouping-store.ts';
import { MAX_RUN_MS, noteProgress, type RegroupDeps } from './note-progress.ts';
import { splitOff } from './split-off.ts';

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
  if (step.kind === 'split') return showAgain(deps, regrouping, step.from, step.id);
  for (const id of [step.id, ...step.shown]) await splitOff(deps, regrouping, step.into, id);
  for (const id of step.shown) await deps.issues.merge(step.id, id, by(deps, regrouping));
};

/** Whoever shows the issue shows its part again, unless people have had that shown by somebody else since. */
const showAgain = async (deps: RegroupDeps, regrouping: Regrouping, from: string, id: string): Promise<void> => {
  const shower = (await deps.issues.get([from])).get(from);
  if (shower) await deps.issues.merge(shower.id, id, by(deps, regrouping));
};

const by = ({ clock }: RegroupDeps, { user }: Regrouping) => ({ at: clock.now(), user });
