import type { LifeChange } from '../protocol/issue-life.ts';
import { HOUR_MS, type LivingIssue } from './living-issue.ts';
import { byRule, withoutPast } from './on-event.ts';

/** Resolved because nobody has seen it for so long; `undefined` while it is too young, or not open. */
export const ageOut = (issue: LivingIssue, resolveAgeHours: number, now: number): LifeChange | undefined => {
  if (issue.status !== 'unresolved' || resolveAgeHours <= 0) return undefined;
  if (now - issue.lastSeen <= resolveAgeHours * HOUR_MS) return undefined;
  return {
    status: 'resolved',
    substatus: null,
    life: withoutPast(issue.life),
    activity: byRule('set_resolved_by_age', now, { age: resolveAgeHours }),
  };
};
