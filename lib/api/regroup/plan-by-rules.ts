import { type GroupingSettings, NO_GROUPING_SETTINGS } from '../../ports/grouping-store.ts';
import type { ApiDeps } from '../api-request.ts';
import type { RegroupingRequest } from '../contract/regrouping.ts';
import { settingsAfter } from '../grouping-settings.ts';
import { lookAtIssues } from './look-at-issues.ts';
import { planRegrouping, type RegroupingPlan } from './plan-regrouping.ts';
import type { LookedAt } from './regrouped-issue.ts';

/** What these rules would make of a project's open issues, with the settings before and after. */
export const planByRules = async (
  deps: Pick<ApiDeps, 'clock' | 'events' | 'grouping' | 'issues' | 'retentionDays'>,
  projectId: string,
  rules: RegroupingRequest,
): Promise<{ looked: LookedAt; plan: RegroupingPlan; before: GroupingSettings; after: GroupingSettings }> => {
  const before = (await deps.grouping.get(projectId)) ?? NO_GROUPING_SETTINGS;
  const after = settingsAfter(before, rules, deps.clock.now());
  const looked = await lookAtIssues(deps, projectId, after);
  return { looked, plan: planRegrouping(looked.issues), before, after };
};
