import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { ledgerQuery } from '../contract/ledger.ts';
import { findProject } from '../find-project.ts';
import { presentLedger } from '../present/ledger.ts';
import { readContract } from '../read-contract.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

const HOUR_MS = 3_600_000;

/** What became of everything that a project received, by hour or day, with the sums. Our own: Sentry has no such thing. */
export const getLedger = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const span = readContract(ledgerQuery(deps.clock.now()), Object.fromEntries(request.query));
  const project = await findProject(deps, caller, params);
  const rows = await deps.ledger.read(project.id, span.start - (span.start % HOUR_MS), span.end);
  return respondJson(presentLedger(rows, span));
};
