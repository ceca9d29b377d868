import { FORMER_GROUPING_CONFIG } from '../../grouping/config.ts';
import { groupEvent } from '../../grouping/group-event.ts';
import { rulesOf } from '../../grouping/rules-of.ts';
import { NO_GROUPING_SETTINGS } from '../../ports/grouping-store.ts';
import type { SentryEvent } from '../../protocol/event.ts';
import { isObject } from '../../protocol/json.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { findEvent } from '../find-event.ts';
import { findProject } from '../find-project.ts';
import { presentGroupingInfo } from '../present/grouping-info.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import type { ProjectEventParams } from './events.ts';

/** How a kept event came by its hashes: the version that it was grouped by, with the project's rules of today. */
export const getGroupingInfo = async (
  deps: ApiDeps,
  { caller, params }: Call<ProjectEventParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { event, issueId } = await findEvent(deps, project.id, params.event);
  const settings = (await deps.grouping.get(project.id)) ?? NO_GROUPING_SETTINGS;
  const rules = rulesOf({ ...settings, groupingConfig: configOf(event) });
  const known = hashesOf(event) ?? (await ownHashes(deps, issueId));
  const grouping = groupEvent(event, rules, { explain: true });
  return respondJson(presentGroupingInfo(grouping, event, new Set(known)));
};

/** Of the issue that the event was counted in, which another may show. */
const ownHashes = async ({ issues }: ApiDeps, issueId: string): Promise<readonly string[]> => {
  const shower = (await issues.get([issueId])).get(issueId);
  if (!shower || shower.id === issueId) return shower?.hashes ?? [];
  return (await issues.mergedOf(shower)).find(({ id }) => id === issueId)?.hashes ?? [];
};

/** Events that were kept before there were versions say nothing of theirs. */
const configOf = ({ grouping_config: config }: SentryEvent): string =>
  isObject(config) && typeof config.id === 'string' ? config.id : FORMER_GROUPING_CONFIG;

const hashesOf = ({ hashes }: SentryEvent): string[] | undefined =>
  Array.isArray(hashes) ? hashes.filter(hash => typeof hash === 'string') : undefined;
