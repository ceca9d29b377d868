import type { CostOwner } from '../ports/cost-store.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { BudgetChange } from '../protocol/budget.ts';
import { composeBudgetNotification } from './compose-budget-notification.ts';

export interface BudgetAnnouncerDeps {
  notifier: Notifier;
  projects: Pick<ProjectStore, 'settings'>;
  publicUrl: string;
}

/** Tells people that a budget has taken a step. Of a project that is gone nobody is told. */
export const budgetAnnouncer =
  (deps: BudgetAnnouncerDeps) =>
  async (owner: CostOwner, change: BudgetChange): Promise<void> => {
    const whose = await slugsOf(deps, owner);
    if (whose) await deps.notifier.publish(composeBudgetNotification({ change, ...whose, publicUrl: deps.publicUrl }));
  };

const slugsOf = async ({ projects }: BudgetAnnouncerDeps, { kind, id }: CostOwner) => {
  if (kind === 'organization') return { organization: id, project: undefined };
  const settings = await projects.settings(id);
  return settings && { organization: settings.organization, project: settings.projectSlug };
};
