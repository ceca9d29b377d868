import { isAboveThreshold, mayEscalateAsNew, mayEscalateFromArchive } from '../life/escalation.ts';
import { forecastAt, hourOf } from '../life/forecast.ts';
import { escalate } from '../life/on-event.ts';
import type { IssueStats } from '../ports/issue-stats.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { LifeChange } from '../protocol/issue-life.ts';
import { type AssignDeps, assignByOwnership } from './assign-by-ownership.ts';
import { type ArchiveDeps, decideArchive } from './decide-archive.ts';
import { decideRegression, type RegressionDeps } from './decide-regression.ts';
import type { DigestEvent } from './digest-event.ts';
import { causeOf, newestOf } from './newest-event.ts';
import { type ThresholdDeps, thresholdOf } from './threshold-of.ts';

export interface DecideLifeDeps extends RegressionDeps, ArchiveDeps, ThresholdDeps, AssignDeps {
  stats: Pick<IssueStats, 'hourly'>;
}

/**
 * What new events make of a known issue. Reads what its state asks for: a plain unresolved issue that is older than a
 * day costs none.
 * @param issue its `users` count those of `seen` already
 * @param seen events that are not in its `count` yet
 */
export const decideLife = async (
  deps: DecideLifeDeps,
  issue: Issue,
  seen: readonly DigestEvent[],
  now: number,
): Promise<LifeChange | undefined> => {
  const newest = newestOf(seen);
  if (!newest) return undefined;
  const change = await decideStatus(deps, issue, seen, now);
  return assignByOwnership(deps, issue, { change, event: newest.event, now });
};

const decideStatus = async (
  deps: DecideLifeDeps,
  issue: Issue,
  seen: readonly DigestEvent[],
  now: number,
): Promise<LifeChange | undefined> => {
  switch (issue.status) {
    case 'resolved':
      return decideRegression(deps, issue, seen, now);
    case 'ignored':
      if (issue.substatus === 'archived_until_condition_met') return decideArchive(deps, issue, seen, now);
      return escalateFromArchive(deps, issue, seen, now);
    case 'unresolved':
      return escalateNew(deps, issue, seen, now);
  }
};

const escalateFromArchive = async (
  deps: DecideLifeDeps,
  issue: Issue,
  seen: readonly DigestEvent[],
  now: number,
): Promise<LifeChange | undefined> => {
  if (!mayEscalateFromArchive(issue, now)) return undefined;
  const hour = hourOf(now);
  const counted = (await deps.stats.hourly([issue], hour, hour)).get(issue.id) ?? [];
  const events = counted.reduce((sum, { count }) => sum + count, 0) + seen.filter(isIn(hour)).length;
  const expected = forecastAt(issue.life.forecast, now);
  return events > expected ? escalate(issue, causeOf(seen), { now, expected }) : undefined;
};

const escalateNew = async (
  deps: DecideLifeDeps,
  issue: Issue,
  seen: readonly DigestEvent[],
  now: number,
): Promise<LifeChange | undefined> => {
  if (!mayEscalateAsNew(issue, seen.length, now)) return undefined;
  const threshold = await thresholdOf(deps, issue.projectId, now);
  return isAboveThreshold(issue, { added: seen.length, now, threshold })
    ? escalate(issue, causeOf(seen), { now })
    : undefined;
};

const isIn =
  (hour: number) =>
  ({ timestamp }: DigestEvent): boolean =>
    hourOf(timestamp) === hour;
