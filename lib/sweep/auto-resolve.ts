import { ageOut } from '../life/age-out.ts';
import { HOUR_MS } from '../life/living-issue.ts';
import type { Clock } from '../ports/clock.ts';
import type { ResolveAgeStore } from '../ports/resolve-age-store.ts';
import type { StaleIssues } from '../ports/stale-issues.ts';
import { type ChangeLifeDeps, changeLife } from './change-life.ts';

export interface AutoResolveDeps extends ChangeLifeDeps {
  clock: Clock;
  resolveAges: Pick<ResolveAgeStore, 'list'>;
  stale: StaleIssues;
}

/** A project is looked at once in so many minutes, each at its own: ages count in hours. */
const EVERY_MINUTES = 10;
const MINUTE_MS = 60_000;
/** Of one project, and of all, in one run; the next run takes the rest. */
const MAX_ISSUES = 100;
const MAX_IN_RUN = 300;

/** Resolves what nobody has seen for longer than its project's `resolveAge`. @returns how many */
export const autoResolve = async (deps: AutoResolveDeps): Promise<number> => {
  const now = deps.clock.now();
  const turn = Math.floor(now / MINUTE_MS) % EVERY_MINUTES;
  let resolved = 0;
  for (const { projectId, hours } of await deps.resolveAges.list()) {
    if (Number(BigInt(projectId) % BigInt(EVERY_MINUTES)) !== turn || resolved >= MAX_IN_RUN) continue;
    const issues = await deps.stale.unresolvedBefore(projectId, now - hours * HOUR_MS, MAX_ISSUES);
    for (const { id } of issues) if (await changeLife(deps, id, now, issue => ageOut(issue, hours, now))) resolved++;
  }
  return resolved;
};
