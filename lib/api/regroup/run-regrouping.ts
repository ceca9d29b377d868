import type { Regrouping, RegroupingFault, RegroupingStep } from '../../ports/regrouping-store.ts';
import { MAX_RUN_MS, noteProgress, type RegroupDeps } from './note-progress.ts';
import { restoreRules } from './restore-rules.ts';
import { saveRules } from './save-rules.ts';
import { splitIssue } from './split-issue.ts';
import { undoStep } from './undo-regrouping.ts';

/**
 * Does the steps that are left, each noted when it is done: who dies in between does one again, which changes nothing.
 * The rules are saved last, when all hashes that they make lead where they should.
 */
export const runRegrouping = async (deps: RegroupDeps, begun: Regrouping): Promise<Regrouping> => {
  const deadline = deps.clock.now() + MAX_RUN_MS;
  let now = begun;
  while (now.state === 'applying' && deps.clock.now() < deadline) {
    const step = now.steps[now.done];
    if (step) {
      const why = await doStep(deps, now, step);
      // An issue that is being opened just now: who asks again goes on here.
      if (why === 'unready') return now;
      now = await noteProgress(deps, now, { done: now.done + 1, faults: withFault(now, why), state: 'applying' });
      // Somebody took it back meanwhile, and may have passed this step before it was done.
      if (isTakenBack(now)) await undoStep(deps, now, step);
    } else {
      const why = (await saveRules(deps, now)) === 'changed' ? 'changed' : undefined;
      now = await noteProgress(deps, now, { ...now, faults: withFault(now, why), state: 'applied' });
      if (isTakenBack(now)) await restoreRules(deps, now);
    }
  }
  return now;
};

const isTakenBack = ({ state }: Regrouping): boolean => state === 'undoing' || state === 'undone';

const withFault = (
  { done, faults }: Regrouping,
  why: RegroupingFault['why'] | undefined,
): readonly RegroupingFault[] => (why === undefined ? faults : [...faults, { step: done, why }]);

const doStep = async (
  deps: RegroupDeps,
  regrouping: Regrouping,
  step: RegroupingStep,
): Promise<RegroupingFault['why'] | 'unready' | undefined> => {
  const { clock, issues } = deps;
  if (step.kind === 'split') return splitIssue(deps, regrouping, step);
  if (step.kind === 'join') {
    const result = await issues.merge(step.into, step.id, { at: clock.now(), user: regrouping.user });
    return result === 'merged' ? undefined : result;
  }
  const { attached, owned } = await issues.attachHashes(step.issueId, step.hashes);
  if (owned.size > 0) return 'elsewhere';
  return attached.length < step.hashes.length ? 'full' : undefined;
};
