import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { adoptionQuery } from '../contract/adoption.ts';
import { findRelease, type ReleaseParams } from '../find-release.ts';
import { presentAdoption } from '../present/adoption.ts';
import { readContract } from '../read-contract.ts';
import { notFound } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

const DAY_MS = 86_400_000;
const DAY_LENGTH = '2026-11-22'.length;

/** What came in of a release by day and environment, beside all that came in. Allim's own: Sentry counts sessions. */
export const getAdoption = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseParams>,
): Promise<ApiResponse> => {
  const { statsPeriod } = readContract(adoptionQuery, Object.fromEntries(request.query));
  const [found] = await findRelease(deps, caller, params);
  if (!found) throw notFound();
  const now = deps.clock.now();
  const first = now - (now % DAY_MS) - (statsPeriod - 1) * DAY_MS;
  const { projectId, version } = found.release;
  const [counted, ledger] = await Promise.all([
    deps.releaseCounts.daily(projectId, version, { from: new Date(first).toISOString().slice(0, DAY_LENGTH) }),
    deps.ledger.read(projectId, first, now + 1),
  ]);
  return respondJson(presentAdoption(found, { ...counted, ledger }));
};
