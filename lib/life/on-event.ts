import type { Activity, IssueLife, LifeChange } from '../protocol/issue-life.ts';
import type { LivingIssue } from './living-issue.ts';
import { raised, restored } from './priority.ts';

/** The event that brings an issue back. */
export interface Cause {
  eventId: string;
  release?: string;
}

/** Resolved, and seen again in a release that no resolution covers. */
export const regress = (
  issue: LivingIssue,
  cause: Cause,
  facts: { now: number; followsSemver: boolean | undefined },
): LifeChange => {
  const fixedIn = issue.life.resolution?.currentRelease ?? issue.life.resolution?.release;
  return {
    status: 'unresolved',
    substatus: 'regressed',
    life: withoutPast(issue.life),
    activity: byRule('set_regression', facts.now, {
      event_id: cause.eventId,
      version: cause.release ?? '',
      ...(facts.followsSemver !== undefined && { follows_semver: facts.followsSemver }),
      ...(fixedIn !== undefined && { resolved_in_version: fixedIn }),
    }),
    announce: { kind: 'regressed', eventId: cause.eventId },
  };
};

/** Seen more often than was to be expected. @param expected events an hour; absent where a condition was met instead */
export const escalate = (issue: LivingIssue, cause: Cause, facts: { now: number; expected?: number }): LifeChange => ({
  status: 'unresolved',
  substatus: 'escalating',
  life: raised({ ...withoutPast(issue.life), ...(issue.status === 'ignored' && { reappeared: true }) }),
  activity: byRule('set_escalating', facts.now, {
    event_id: cause.eventId,
    ...(facts.expected !== undefined && { forecast: facts.expected }),
  }),
  announce: { kind: 'escalating', eventId: cause.eventId },
});

/** Archived until a time that has come: as if nothing had been. */
export const wake = (issue: LivingIssue, now: number): LifeChange => ({
  status: 'unresolved',
  substatus: 'ongoing',
  life: { ...restored(withoutPast(issue.life)), reappeared: true },
  activity: byRule('auto_set_ongoing', now, {}),
});

/** What belonged to the status before. */
export const withoutPast = ({
  resolution: _resolution,
  archive: _archive,
  forecast: _forecast,
  reappeared: _reappeared,
  reviewed: _reviewed,
  ...life
}: IssueLife): IssueLife => life;

export const byRule = (type: Activity['type'], at: number, data: Activity['data']): Activity => ({ type, at, data });
