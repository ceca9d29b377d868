import type { Issue } from '../ports/issue-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { IssueFactsJson } from './contract/issue.ts';
import type { IssueListing } from './contract/listing.ts';
import { DAY_MS, HOUR_MS, hoursOf, presentSeries, type Series, seriesUntil } from './present/series.ts';

/** Days of a histogram at most, however long the time that was asked for. */
const MAX_DAYS = 90;
/** Up to this, a histogram of any time is drawn by the hour. */
const MAX_HOURS = 48;

export type IssueCounts = Record<string, [number, number][]>;

/** The histogram beside each row of a list, by the name that was asked for; `{}` when none was. */
export const readListStats = async (
  deps: Pick<ApiDeps, 'clock' | 'stats'>,
  issues: readonly Issue[],
  asked: Pick<IssueListing, 'groupStatsPeriod' | 'start' | 'end'>,
): Promise<(issue: Issue) => IssueCounts> => {
  if (asked.groupStatsPeriod === '' || issues.length === 0) return () => ({});
  const series = seriesOf(deps.clock.now(), asked);
  const { from, to } = hoursOf(series);
  const hours = await deps.stats.hourly(issues, from, to);
  return ({ id }) => ({ [asked.groupStatsPeriod]: presentSeries(series, hours.get(id) ?? []) });
};

const seriesOf = (
  now: number,
  { groupStatsPeriod, start, end }: Pick<IssueListing, 'groupStatsPeriod' | 'start' | 'end'>,
): Series => {
  if (groupStatsPeriod === '24h') return seriesUntil(now, HOUR_MS, 24);
  if (groupStatsPeriod === '14d' || start === 0) return seriesUntil(now, DAY_MS, 14);
  const last = Math.min(now, end);
  const hours = Math.ceil((last - start) / HOUR_MS);
  if (hours <= MAX_HOURS) return seriesUntil(last, HOUR_MS, Math.max(1, hours));
  return seriesUntil(last, DAY_MS, Math.min(MAX_DAYS, Math.ceil(hours / 24)));
};

/** What an issue's page shows of its counts: the last 24 hours, the last 30 days, and how sure the number of users is. */
export const readIssueFacts = async (deps: Pick<ApiDeps, 'clock' | 'stats'>, issue: Issue): Promise<IssueFactsJson> => {
  const day = seriesUntil(deps.clock.now(), HOUR_MS, 24);
  const month = seriesUntil(deps.clock.now(), DAY_MS, 30);
  const [hours, { users, exact }] = await Promise.all([
    deps.stats.hourly([issue], hoursOf(month).from, hoursOf(month).to),
    deps.stats.users(issue),
  ]);
  const counts = hours.get(issue.id) ?? [];
  return {
    stats: { '24h': presentSeries(day, counts), '30d': presentSeries(month, counts) },
    userCount: users,
    userCountExact: exact,
  };
};
