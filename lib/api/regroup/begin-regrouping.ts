import type { Regrouping, RuleTexts } from '../../ports/regrouping-store.ts';
import type { ApiDeps } from '../api-request.ts';
import type { RegroupingRequest } from '../contract/regrouping.ts';
import { noteUnfinished } from './continue-unfinished.ts';
import { planByRules } from './plan-by-rules.ts';
import { sameRules } from './restore-rules.ts';
import { madeIn, stepsOfPlan } from './steps-of-plan.ts';

/** Random bytes of an id, behind its time. */
const ID_BYTES = 10;

/** Writes down all that is to be done, before any of it: what is interrupted can go on, and be taken back. */
export const beginRegrouping = async (
  deps: Pick<
    ApiDeps,
    'clock' | 'dues' | 'events' | 'grouping' | 'ids' | 'issues' | 'regroupings' | 'retentionDays' | 'tally'
  >,
  projectId: string,
  { rules, user }: { rules: RegroupingRequest; user: Regrouping['user'] },
): Promise<Regrouping> => {
  const { plan, before, after } = await planByRules(deps, projectId, rules);
  const made = madeIn(plan);
  const steps = stepsOfPlan(plan, made > 0 ? await deps.tally.reserveShortIds(projectId, made) : 0);
  const at = deps.clock.now();
  const regrouping: Regrouping = {
    projectId,
    id: at.toString(16).padStart(12, '0') + deps.ids.secret(ID_BYTES),
    at,
    user,
    state: 'applying',
    steps,
    done: 0,
    faults: [],
    ...(!sameRules(before, after) && { rules: { before: textsOf(before), after: textsOf(after) } }),
  };
  await noteUnfinished(deps, projectId);
  await deps.regroupings.add(regrouping);
  return regrouping;
};

const textsOf = ({ groupingEnhancements, fingerprintingRules }: RuleTexts): RuleTexts => ({
  groupingEnhancements,
  fingerprintingRules,
});
