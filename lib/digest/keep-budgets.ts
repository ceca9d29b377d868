import { changeMonthly } from '../budget/change-monthly.ts';
import { decideStep, newBudget } from '../budget/decide-step.ts';
import { effectiveStep } from '../budget/effective-step.ts';
import { monthEnd, monthOf } from '../budget/month.ts';
import type { BudgetKeeper } from '../ports/budget-keeper.ts';
import type { Clock } from '../ports/clock.ts';
import type { CostOwner, CostStore, KeptBudget } from '../ports/cost-store.ts';
import type { EdgeSettings } from '../ports/key-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { Budget, BudgetChange, BudgetStep, EdgeBudget } from '../protocol/budget.ts';
import { recent } from '../protocol/recent.ts';

export interface KeepBudgetsDeps {
  clock: Clock;
  costs: Omit<CostStore, 'charge'>;
  projects: Pick<ProjectStore, 'list' | 'updateKeySettings'>;
  /** Tells people. Where nobody can be told, the sweep does it later. */
  announce?: ((owner: CostOwner, change: BudgetChange) => Promise<void>) | undefined;
}

/** Who took a step is still telling of it for so long; after that somebody else does. */
const SETTLING_MS = 30_000;
/** What others change just then is read and changed again, this often at most. */
const MAX_ROUNDS = 8;
/** How long a project's step is remembered. */
const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 5_000;

export const keepBudgets = (deps: KeepBudgetsDeps): BudgetKeeper => {
  const steps = recent<{ step: BudgetStep; read: number }>(MAX_REMEMBERED);

  const keep = async (owner: CostOwner): Promise<Budget | undefined> => {
    const kept = await deps.costs.budget(owner);
    if (!kept) return undefined;
    const now = deps.clock.now();
    const { spent } = await deps.costs.month(owner, monthOf(now));
    const budget = decideStep(kept.budget, { now, spent });
    if (budget === kept.budget) return settleLate(deps, owner, kept);
    // Who was faster has seen the same, and does what is to be done.
    if (!(await deps.costs.putBudget(owner, budget, kept.version))) return kept.budget;
    return settle(deps, owner, { budget, version: kept.version + 1 });
  };

  const set = async (owner: CostOwner, monthly: number | null): Promise<Budget> => {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const kept = await deps.costs.budget(owner);
      const now = deps.clock.now();
      const { spent } = await deps.costs.month(owner, monthOf(now));
      const budget = changeMonthly(kept?.budget ?? newBudget(null, now), monthly, { now, spent });
      if (await deps.costs.putBudget(owner, budget, kept?.version))
        return settle(deps, owner, { budget, version: (kept?.version ?? 0) + 1 });
    }
    throw new Error('the budget was changed by others each time');
  };

  const stepOf = async (projectId: string): Promise<BudgetStep> => {
    const now = deps.clock.now();
    const known = steps.get(projectId);
    if (known && Math.abs(now - known.read) < REMEMBERED_MS) return known.step;
    const kept = await deps.costs.budget({ kind: 'project', id: projectId });
    const { step } = kept ? effectiveStep(kept.budget, now) : { step: 'normal' as const };
    steps.set(projectId, { step, read: now });
    return step;
  };

  return { keep, set, stepOf };
};

/** What somebody else has left undone; while he may still be at it, he is left alone. */
const settleLate = async (deps: KeepBudgetsDeps, owner: CostOwner, kept: KeptBudget): Promise<Budget> => {
  const { budget } = kept;
  const open = budget.unapplied || (deps.announce && budget.untold);
  if (!open || deps.clock.now() - budget.since < SETTLING_MS) return budget;
  return settle(deps, owner, kept);
};

/** First the keys, then people, then the note that both know: who dies in between is made up for. */
const settle = async (deps: KeepBudgetsDeps, owner: CostOwner, { budget, version }: KeptBudget): Promise<Budget> => {
  const { unapplied, untold, ...settled } = budget;
  if (unapplied) await tellKeys(deps, owner, budget);
  if (deps.announce) for (const change of untold ?? []) await deps.announce(owner, change);
  const after = deps.announce || !untold ? settled : { ...settled, untold };
  if (unapplied || (deps.announce && untold)) await deps.costs.putBudget(owner, after, version);
  return after;
};

const tellKeys = async (deps: KeepBudgetsDeps, owner: CostOwner, budget: Budget): Promise<void> => {
  if (owner.kind === 'project') return applyTo(deps, owner.id, budget);
  const inherited = { step: budget.step, month: budget.month };
  for (const { id } of await deps.projects.list(owner.id)) {
    const own = await inherit(deps, { kind: 'project', id }, inherited);
    if (own) await applyTo(deps, id, own);
  }
};

/** Notes the organization's step with a project. `undefined`: it has no budget and needs none. */
const inherit = async (
  deps: KeepBudgetsDeps,
  owner: CostOwner,
  inherited: NonNullable<Budget['inherited']>,
): Promise<Budget | undefined> => {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const kept = await deps.costs.budget(owner);
    if (!kept && inherited.step === 'normal') return undefined;
    const budget = { ...(kept?.budget ?? newBudget(null, deps.clock.now())), inherited };
    if (await deps.costs.putBudget(owner, budget, kept?.version)) return budget;
  }
  throw new Error('the budget of a project was changed by others each time');
};

/** What the edge reads with a project's keys. */
const applyTo = async (deps: KeepBudgetsDeps, projectId: string, budget: Budget): Promise<void> => {
  const now = deps.clock.now();
  const { step, scope } = effectiveStep(budget, now);
  await deps.projects.updateKeySettings(projectId, settings =>
    withBudget(settings, step === 'normal' ? undefined : { step, scope, until: monthEnd(now) }),
  );
};

const withBudget = (settings: EdgeSettings, budget: EdgeBudget | undefined): EdgeSettings => {
  const { budget: before, ...others } = settings;
  if (!budget) return others;
  const known = budget.step === 'limit' ? before?.known : undefined;
  return { ...others, budget: { ...budget, ...(known && { known }) } };
};
