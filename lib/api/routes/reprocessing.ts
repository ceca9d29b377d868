import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { reprocessing } from '../contract/reprocessing.ts';
import { findIssue } from '../find-issue.ts';
import { readBody } from '../read-body.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import type { IssueParams } from './issue.ts';

/** Milliseconds of one answer, of the API's 20 s. */
const MAX_MS = 14_000;

/** Maps the kept events of an issue again, as many as there is time for; `next` goes on. */
export const reprocessIssue = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const issue = await findIssue(deps, caller, params);
  const { maxEvents, cursor } = readBody(reprocessing, request.body.length > 0 ? request.body : EMPTY);
  const end = deps.clock.now() + MAX_MS;
  const { elsewhere, ...done } = await deps.reprocessor.reprocess(issue, {
    limit: maxEvents,
    ...(cursor !== undefined && { cursor }),
    timeLeft: () => end - deps.clock.now(),
  });
  return respondJson({ ...done, elsewhere: [...elsewhere].map(([hash, issueId]) => ({ hash, issueId })) });
};

const EMPTY = Buffer.from('{}', 'utf8');
