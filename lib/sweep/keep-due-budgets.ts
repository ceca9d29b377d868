import { describeError, type Log } from '../log.ts';
import type { BudgetKeeper } from '../ports/budget-keeper.ts';
import type { Clock } from '../ports/clock.ts';
import type { CostStore } from '../ports/cost-store.ts';

export interface KeepDueBudgetsDeps {
  clock: Clock;
  costs: Pick<CostStore, 'owners'>;
  budgets: Pick<BudgetKeeper, 'keep'>;
  log: Log;
}

const MINUTE_MS = 60_000;
/** The digest looks at the budgets of those who send; the clock at all, for a new month and for what was left untold. */
const EVERY_MINUTES = 10;
/** Of one run; a day of runs is 144 of them. */
const MAX_BUDGETS = 500;

/** Looks at budgets, every tenth minute. Where there are too many for one run, each run begins elsewhere. */
export const keepDueBudgets = async (deps: KeepDueBudgetsDeps): Promise<number> => {
  const minute = Math.floor(deps.clock.now() / MINUTE_MS);
  if (minute % EVERY_MINUTES !== 0) return 0;
  const owners = await deps.costs.owners();
  const from = owners.length > MAX_BUDGETS ? ((minute / EVERY_MINUTES) * MAX_BUDGETS) % owners.length : 0;
  const due = [...owners.slice(from), ...owners.slice(0, from)].slice(0, MAX_BUDGETS);
  for (const owner of due)
    try {
      await deps.budgets.keep(owner);
    } catch (error) {
      deps.log('error', 'a budget was not kept', { kind: owner.kind, id: owner.id, ...describeError(error) });
    }
  return due.length;
};
