import { dynamoCostStore } from '../lib/aws/cost-store.ts';
import { dynamoProjectStore } from '../lib/aws/project-store.ts';
import type { Table } from '../lib/aws/table.ts';
import { keepBudgets } from '../lib/digest/keep-budgets.ts';
import { budgetAnnouncer } from '../lib/notify/announce-budget.ts';
import type { BudgetKeeper } from '../lib/ports/budget-keeper.ts';
import type { CostStore } from '../lib/ports/cost-store.ts';
import type { Notifier } from '../lib/ports/notifier.ts';
import { randomIds, systemClock } from './wire.ts';

/** Budgets on the table. @param telling how people are told; a door that may not publish leaves it to the sweep */
export const openBudgets = (
  table: Table,
  telling?: { notifier: Notifier; publicUrl: string },
): { costs: CostStore; budgets: BudgetKeeper } => {
  const costs = dynamoCostStore(table, { ids: randomIds });
  const projects = dynamoProjectStore(table);
  const announce = telling && budgetAnnouncer({ ...telling, projects });
  return { costs, budgets: keepBudgets({ clock: systemClock, costs, projects, announce }) };
};
