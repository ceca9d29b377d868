import { FORECAST_EVERY_MS, FORECAST_FROM_MS, forecastOf } from '../life/forecast.ts';
import type { IssueStats } from '../ports/issue-stats.ts';
import { type Issue, itself } from '../ports/issue-store.ts';
import type { Forecast, LifeChange } from '../protocol/issue-life.ts';
import { type ChangeLifeDeps, changeLife } from './change-life.ts';

export interface ForecastDeps extends ChangeLifeDeps {
  stats: Pick<IssueStats, 'hourly'>;
}

/** A forecast that is younger belongs to a later archiving, whose own row comes in its time. Sweeps are late, not early. */
const TOO_YOUNG_MS = FORECAST_EVERY_MS / 2;

/** What is to be expected of an archived issue is said anew each week; writing it makes it due in a week again. */
export const renewForecast = async (deps: ForecastDeps, issueId: string, now: number): Promise<void> => {
  const issue = itself(await deps.issues.get([issueId]), issueId);
  if (!issue || !isWaiting(issue) || now - archivedOrForecast(issue) < TOO_YOUNG_MS) return;
  const hours = (await deps.stats.hourly([issue], now - FORECAST_FROM_MS, now)).get(issueId) ?? [];
  // Without an event there is nothing to be expected but the default; that it was looked at is noted.
  const forecast = forecastOf(hours, now) ?? { from: now, values: [] };
  await changeLife(deps, issueId, now, current => (isWaiting(current) ? withForecast(current, forecast) : undefined));
};

const isWaiting = ({ status, substatus }: Issue): boolean =>
  status === 'ignored' && substatus === 'archived_until_escalating';

const archivedOrForecast = ({ statusChanged, life }: Issue): number =>
  Math.max(statusChanged, life.forecast?.from ?? 0);

const withForecast = ({ status, substatus, life }: Issue, forecast: Forecast): LifeChange => ({
  status,
  substatus,
  life: { ...life, forecast },
});
