import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { issueStatsQuery } from '../contract/issue-stats.ts';
import { findIssue } from '../find-issue.ts';
import { DAY_MS, HOUR_MS, hoursOf, presentSeries } from '../present/series.ts';
import { readContract } from '../read-contract.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import type { IssueParams } from './issue.ts';

/** How many events an issue had, by the hour or by the day (UTC). */
export const getIssueStats = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const asked = readContract(issueStatsQuery(deps.clock.now()), Object.fromEntries(request.query));
  const series = { ...asked, interval: asked.interval === '1h' ? HOUR_MS : DAY_MS };
  const issue = await findIssue(deps, caller, params);
  const { from, to } = hoursOf(series);
  const hours = (await deps.stats.hourly([issue], from, to)).get(issue.id) ?? [];
  return respondJson(presentSeries(series, hours));
};
