import type { Budget, BudgetScope, BudgetStep } from '../protocol/budget.ts';
import { harderOf } from './decide-step.ts';
import { monthOf } from './month.ts';

/** The step that holds for a project: its own budget's or its organization's, whichever is harder. */
export const effectiveStep = (
  { step, month, inherited }: Pick<Budget, 'step' | 'month' | 'inherited'>,
  now: number,
): { step: BudgetStep; scope: BudgetScope } => {
  const current = monthOf(now);
  const own = month === current ? step : 'normal';
  const organization = inherited?.month === current ? inherited.step : 'normal';
  return own === harderOf(own, organization)
    ? { step: own, scope: 'project' }
    : { step: organization, scope: 'organization' };
};
