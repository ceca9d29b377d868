import {
  newIssueThreshold,
  THRESHOLD_EVERY_MS,
  THRESHOLD_WEEK_MS,
  type WeekOfIssue,
} from '../life/new-issue-threshold.ts';
import type { IssueStats } from '../ports/issue-stats.ts';
import type { Issue, IssueStore } from '../ports/issue-store.ts';
import type { ThresholdStore } from '../ports/threshold-store.ts';
import type { IssueStatus } from '../protocol/issue-life.ts';

export interface ThresholdDeps {
  issues: Pick<IssueStore, 'list'>;
  stats: Pick<IssueStats, 'hourly'>;
  thresholds: ThresholdStore;
}

const STATUSES: readonly IssueStatus[] = ['unresolved', 'ignored', 'resolved'];
/** Of each status the most recently seen: the hours of each older one are read, eight rows an issue. */
const MAX_ISSUES = 300;
const PAGE = 100;
/** Who asked a little before the sweep came need not be answered twice. */
const STILL_FRESH_MS = THRESHOLD_EVERY_MS / 2;

/** How often the issues of a project came in the last week, and so from which rate on a new one is unusual. */
export const findThreshold = async (deps: ThresholdDeps, projectId: string, now: number): Promise<void> => {
  const known = await deps.thresholds.get(projectId);
  if (known && now - known.at < STILL_FRESH_MS) return;
  const weeks: WeekOfIssue[] = [];
  for (const status of STATUSES) weeks.push(...(await weeksOf(deps, projectId, status, now)));
  await deps.thresholds.set(projectId, { value: newIssueThreshold(weeks, now), at: now });
};

const weeksOf = async (
  deps: ThresholdDeps,
  projectId: string,
  status: IssueStatus,
  now: number,
): Promise<WeekOfIssue[]> => {
  const weeks: WeekOfIssue[] = [];
  const since = now - THRESHOLD_WEEK_MS;
  let cursor: string | undefined;
  for (let read = 0; read < MAX_ISSUES; read += PAGE) {
    const page = await deps.issues.list(projectId, status, { limit: PAGE, ...(cursor && { cursor }) });
    const recent = page.issues.filter(({ lastSeen }) => lastSeen >= since);
    weeks.push(...(await countWeek(deps, recent, since, now)));
    cursor = page.next;
    // The list goes back in time: what follows was last seen before.
    if (!cursor || recent.length < page.issues.length) break;
  }
  return weeks;
};

/** What is younger than a week has all its events in it. */
const countWeek = async (
  { stats }: ThresholdDeps,
  issues: readonly Issue[],
  since: number,
  now: number,
): Promise<WeekOfIssue[]> => {
  const older = issues.filter(({ firstSeen }) => firstSeen < since);
  const hours = older.length > 0 ? await stats.hourly(older, since, now) : new Map<string, never>();
  return issues.map(({ id, count, firstSeen }) => ({
    firstSeen,
    events: firstSeen < since ? (hours.get(id) ?? []).reduce((sum, hour) => sum + hour.count, 0) : count,
  }));
};
