import { DAY_MS, HOUR_MS, type LivingIssue } from './living-issue.ts';
import { substatusAt } from './substatus-at.ts';

/** A new issue escalates after so many events at the earliest. */
const MIN_NEW_EVENTS = 10;

/** Archived until it escalates, and old enough for its forecast to mean something. */
export const mayEscalateFromArchive = (issue: LivingIssue, now: number): boolean =>
  issue.status === 'ignored' && issue.substatus === 'archived_until_escalating' && now - issue.firstSeen >= DAY_MS;

/** New, less than a day old, and with enough events to have a rate. @param added events that are not counted yet */
export const mayEscalateAsNew = (issue: LivingIssue, added: number, now: number): boolean =>
  issue.status === 'unresolved' &&
  substatusAt(issue, now) === 'new' &&
  now - issue.firstSeen < DAY_MS &&
  issue.count + added >= MIN_NEW_EVENTS;

/** Whether it comes more often than nearly all others of its project. @param threshold events an hour; 0: none does */
export const isAboveThreshold = (
  issue: LivingIssue,
  { added, now, threshold }: { added: number; now: number; threshold: number },
): boolean => threshold > 0 && (issue.count + added) / Math.max((now - issue.firstSeen) / HOUR_MS, 1) > threshold;
