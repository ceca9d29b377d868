import { MAX_KNOWN, withKnown } from '../budget/known-signatures.ts';
import type { BudgetKeeper } from '../ports/budget-keeper.ts';
import type { Clock } from '../ports/clock.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import { recent } from '../protocol/recent.ts';
import type { DigestEvent } from './digest-event.ts';

export interface LearnKnownDeps {
  clock: Clock;
  budgets: Pick<BudgetKeeper, 'stepOf'>;
  projects: Pick<ProjectStore, 'updateKeySettings'>;
}

/** A counted event, and the issue that it belongs to as it is afterwards. */
export interface SeenEvent {
  event: Pick<DigestEvent, 'signature'>;
  issue: Pick<Issue, 'id' | 'count' | 'status'>;
}

/** An issue with fewer events is no cause of a bill. */
const MIN_ISSUE_EVENTS = 10;
/** How often one process changes a project's keys. */
const TELL_EVERY_MS = 30_000;
const MAX_PROJECTS = 1_000;

/**
 * At the step `limit` the keys of a project learn how the events of its busiest issues look, so that the edge can refuse
 * them. Of the issues that are open only: what was resolved is to be seen when it comes back. Nothing is learned where
 * rules of the project decide what an issue is.
 */
export const learnKnown = (deps: LearnKnownDeps) => {
  const told = recent<number>(MAX_PROJECTS);

  return async (projectId: string, seen: readonly SeenEvent[]): Promise<void> => {
    if (seen.length === 0 || (await deps.budgets.stepOf(projectId)) !== 'limit') return;
    const now = deps.clock.now();
    if (Math.abs(now - (told.get(projectId) ?? Number.NEGATIVE_INFINITY)) < TELL_EVERY_MS) return;
    const signatures = busiest(seen);
    if (signatures.length === 0) return;
    told.set(projectId, now);
    await deps.projects.updateKeySettings(projectId, settings => {
      const { budget, ownGrouping = false } = settings;
      if (budget?.step !== 'limit' || ownGrouping) return settings;
      return { ...settings, budget: { ...budget, known: withKnown(budget.known ?? [], signatures, now) } };
    });
  };
};

/** Most frequent first. A signature that leads to two issues would be a fault of ours: it is not used. */
const busiest = (seen: readonly SeenEvent[]): string[] => {
  const found = new Map<string, { issue: string | undefined; count: number }>();
  for (const { event, issue } of seen) {
    if (issue.count < MIN_ISSUE_EVENTS || issue.status === 'resolved') continue;
    const signature = event.signature?.();
    if (signature === undefined) continue;
    const before = found.get(signature);
    const same = before === undefined || before.issue === issue.id;
    found.set(signature, { issue: same ? issue.id : undefined, count: (before?.count ?? 0) + 1 });
  }
  return [...found]
    .filter(([, { issue }]) => issue !== undefined)
    .sort(([, a], [, b]) => b.count - a.count)
    .slice(0, MAX_KNOWN)
    .map(([signature]) => signature);
};
