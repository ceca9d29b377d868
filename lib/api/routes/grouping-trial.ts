import { applyRulesAnew } from '../../grouping/apply-rules.ts';
import { groupEvent } from '../../grouping/group-event.ts';
import type { GroupingRules } from '../../grouping/grouping-rules.ts';
import { rulesOf } from '../../grouping/rules-of.ts';
import { NO_GROUPING_SETTINGS } from '../../ports/grouping-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type GroupingTrialJson, groupingTrial } from '../contract/grouping.ts';
import { isShown } from '../find-event.ts';
import { findProject } from '../find-project.ts';
import { faultsOf } from '../grouping-settings.ts';
import { type EventOfIssue, listProjectEvents } from '../list-project-events.ts';
import { compareGroups, type TriedEvent } from '../present/grouping-trial.ts';
import { readBody } from '../read-body.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

/** Milliseconds of grouping: a hundred events need a tenth of it, under rules that are written to be slow. */
const MAX_TRIAL_MS = 5_000;

/** How the newest kept events would be grouped by other rules. Nothing is written. */
export const tryGrouping = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { limit, ...tried } = readBody(groupingTrial, request.body);
  const faults = faultsOf(tried);
  if (faults.length > 0) return respondJson(nothingTried(faults));
  const settings = (await deps.grouping.get(project.id)) ?? NO_GROUPING_SETTINGS;
  const given = Object.fromEntries(Object.entries(tried).filter(([, text]) => text !== undefined));
  const found = await listProjectEvents(deps, project.id, limit);
  const shown = found.filter(({ event }) => isShown(deps, event));
  const looked = groupAnew(deps, shown, rulesOf({ ...settings, ...given }));
  return respondJson({ ...compareGroups(looked), complete: looked.length === shown.length, faults });
};

const nothingTried = (faults: GroupingTrialJson['faults']): GroupingTrialJson => ({
  events: 0,
  issues: [],
  together: [],
  complete: false,
  faults,
});

const groupAnew = ({ clock }: ApiDeps, events: readonly EventOfIssue[], rules: GroupingRules): TriedEvent[] => {
  const deadline = clock.now() + MAX_TRIAL_MS;
  const looked: TriedEvent[] = [];
  for (const { event, issue } of events) {
    if (clock.now() > deadline) break;
    const { hashes } = groupEvent(applyRulesAnew(event.event, rules), rules);
    looked.push({ eventId: event.eventId, issue, hashes });
  }
  return looked;
};
