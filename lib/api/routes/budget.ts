import { monthOf } from '../../budget/month.ts';
import type { CostOwner } from '../../ports/cost-store.ts';
import type { Budget } from '../../protocol/budget.ts';
import type { ApiDeps, ApiRequest, ApiResponse } from '../api-request.ts';
import { budgetUpdate } from '../contract/budget.ts';
import { findProject, requireOrganization } from '../find-project.ts';
import { presentBudget } from '../present/budget.ts';
import { ensureSettings } from '../project-settings.ts';
import { readBody } from '../read-body.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

/** Our own, as all routes here: what Allim has cost in this month, by its own estimate, and what it may cost. */
export const getProjectBudget = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const owner: CostOwner = { kind: 'project', id: project.id };
  return answer(deps, owner, (await deps.costs.budget(owner))?.budget);
};

export const setProjectBudget = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const monthly = readMonthly(request);
  await ensureSettings(deps, project);
  const owner: CostOwner = { kind: 'project', id: project.id };
  return answer(deps, owner, await deps.budgets.set(owner, monthly));
};

/** Of all projects of an organization together. */
export const getOrganizationBudget = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const owner: CostOwner = { kind: 'organization', id: params.org };
  return answer(deps, owner, (await deps.costs.budget(owner))?.budget);
};

export const setOrganizationBudget = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const owner: CostOwner = { kind: 'organization', id: params.org };
  return answer(deps, owner, await deps.budgets.set(owner, readMonthly(request)));
};

/** Micro-dollars. */
const readMonthly = ({ body }: ApiRequest): number | null => {
  const { monthlyUsd } = readBody(budgetUpdate, body);
  return monthlyUsd === null ? null : Math.round(monthlyUsd * 1_000_000);
};

const answer = async (deps: ApiDeps, owner: CostOwner, budget: Budget | undefined): Promise<ApiResponse> => {
  const now = deps.clock.now();
  const cost = await deps.costs.month(owner, monthOf(now));
  return respondJson(presentBudget(budget, { now, cost, kind: owner.kind }));
};
