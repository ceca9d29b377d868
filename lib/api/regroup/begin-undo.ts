import type { Regrouping } from '../../ports/regrouping-store.ts';
import type { ApiDeps } from '../api-request.ts';
import { Refusal } from '../refusal.ts';
import { noteUnfinished } from './continue-unfinished.ts';
import type { RegroupDeps } from './note-progress.ts';
import { restoreRules } from './restore-rules.ts';

/** The rules before come back first: what comes by them is to find its issue by itself again. */
export const beginUndo = async (
  deps: RegroupDeps & Pick<ApiDeps, 'dues'>,
  regrouping: Regrouping,
  { keepRules }: { keepRules: boolean },
): Promise<Regrouping> => {
  const { state, done, faults } = regrouping;
  if (state === 'undoing' || state === 'undone') return regrouping;
  if (!keepRules && (await restoreRules(deps, regrouping)) === 'changed')
    throw new Refusal(
      409,
      'The rules were changed since. Take the regrouping back with keepRules to leave the rules as they are.',
    );
  await noteUnfinished(deps, regrouping.projectId);
  if (await deps.regroupings.advance(regrouping, { state: 'undoing', done, faults }))
    return { ...regrouping, state: 'undoing' };
  throw new Refusal(409, 'Another request is at work on this regrouping. Ask again.');
};
