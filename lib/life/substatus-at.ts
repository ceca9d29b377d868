import type { IssueSubstatus } from '../protocol/issue-life.ts';
import { FRESH_FOR_MS, type LivingIssue } from './living-issue.ts';
import { restored } from './priority.ts';

type Aging = Pick<LivingIssue, 'status' | 'substatus' | 'statusChanged' | 'firstSeen' | 'life'>;

/** The substatus at a time: what is new, regressed or escalating becomes ongoing by time alone, without a write. */
export const substatusAt = (issue: Omit<Aging, 'life'>, now: number): IssueSubstatus | null =>
  issue.status === 'unresolved' && now - freshSince(issue) >= FRESH_FOR_MS ? 'ongoing' : issue.substatus;

/** The issue as time has made it: its substatus, and the priority that goes with it. */
export const issueAt = <I extends Aging>(issue: I, now: number): I => {
  const substatus = substatusAt(issue, now);
  return substatus === issue.substatus ? issue : { ...issue, substatus, life: restored(issue.life) };
};

/** Somebody is still to look at it: it is fresh, and nobody has said that they did. */
export const isForReview = (issue: Aging, now: number): boolean =>
  issue.status === 'unresolved' && substatusAt(issue, now) !== 'ongoing' && !issue.life.reviewed;

const freshSince = ({ substatus, firstSeen, statusChanged }: Omit<Aging, 'life'>): number => {
  switch (substatus) {
    case 'new':
      return firstSeen;
    case 'regressed':
    case 'escalating':
      return statusChanged;
    default:
      return Number.POSITIVE_INFINITY;
  }
};
