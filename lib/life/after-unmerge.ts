import { FRESH_FOR_MS, type Lived, type LivingIssue } from './living-issue.ts';
import { withoutPast } from './on-event.ts';

/** What an issue lives on as when it is split off the one that showed it: unresolved, whatever it was before it was merged. */
export const afterUnmerge = (issue: Pick<LivingIssue, 'firstSeen' | 'life'>, now: number) =>
  ({
    status: 'unresolved',
    substatus: now - issue.firstSeen < FRESH_FOR_MS ? 'new' : 'ongoing',
    life: withoutPast(issue.life),
  }) as const satisfies Lived;
