import { idsOf } from '../../ports/issue-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { findIssue } from '../find-issue.ts';
import { presentActivity } from '../present/activity.ts';
import type { Call } from '../route.ts';
import { readPage, respondPage } from '../store-page.ts';
import type { IssueParams } from './issue.ts';

/** What happened to an issue, newest first. */
export const listActivities = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const page = readPage(request);
  const issue = await findIssue(deps, caller, params);
  const { activities, next } = await deps.activities.list(idsOf(issue), page);
  return respondPage(deps, request, activities.map(presentActivity), next);
};
