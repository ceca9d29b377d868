import { type GroupingSettings, NO_GROUPING_SETTINGS } from '../../ports/grouping-store.ts';
import type { HashOwner } from '../../ports/tally-store.ts';
import type { ApiDeps } from '../api-request.ts';
import type { RegroupingRequest } from '../contract/regrouping.ts';
import { settingsAfter } from '../grouping-settings.ts';
import { eventGrouper } from './event-grouper.ts';
import { lookAtIssues } from './look-at-issues.ts';
import { lookAtWholes } from './look-at-wholes.ts';
import { type PlannedSplit, planRegrouping, type RegroupingPlan } from './plan-regrouping.ts';
import type { LookedAt } from './regrouped-issue.ts';

/** Milliseconds of reading and grouping. */
const MAX_LOOK_MS = 5_000;

/** What these rules would make of a project's open issues, with the settings before and after. */
export const planByRules = async (
  deps: Pick<ApiDeps, 'clock' | 'events' | 'grouping' | 'issues' | 'retentionDays' | 'tally'>,
  projectId: string,
  rules: RegroupingRequest,
): Promise<{ looked: LookedAt; plan: RegroupingPlan; before: GroupingSettings; after: GroupingSettings }> => {
  const before = (await deps.grouping.get(projectId)) ?? NO_GROUPING_SETTINGS;
  const now = deps.clock.now();
  const after = settingsAfter(before, rules, now);
  const looking = { group: eventGrouper(after, now), deadline: now + MAX_LOOK_MS };
  const newest = await lookAtIssues(deps, projectId, looking);
  const plan = planRegrouping(newest.issues);
  const falling = new Set(plan.splits.filter(isApart).map(({ issue }) => issue.id));
  if (falling.size === 0) return { looked: newest, plan, before, after };
  const looked = await lookAtWholes(deps, newest, { ...looking, falling });
  const wished = planRegrouping(looked.issues);
  const hashes = wished.parts.flatMap(part => part.hashes);
  const taken = await takenOf(deps, projectId, hashes, looked);
  return { looked, plan: taken.size === 0 ? wished : planRegrouping(looked.issues, taken), before, after };
};

/** All events of one that found no room to be joined leave together. */
const isApart = ({ groups, events }: PlannedSplit): boolean =>
  groups.length > 1 || (groups[0]?.eventIds.length ?? 0) < events;

/** Hashes that lead to issues that were not looked at: to resolved ones, say, or to what is discarded. */
const takenOf = async (
  { tally }: Pick<ApiDeps, 'tally'>,
  projectId: string,
  hashes: readonly string[],
  { issues }: LookedAt,
): Promise<ReadonlySet<string>> => {
  if (hashes.length === 0) return new Set();
  const known = new Set(issues.flatMap(({ members }) => members.map(({ issue }) => issue.id)));
  const owners = await tally.findOwners(projectId, hashes);
  const isTaken = (owner: HashOwner): boolean =>
    owner.kind === 'discarded' || (owner.kind === 'issue' && !known.has(owner.issue.id));
  return new Set([...owners].flatMap(([hash, owner]) => (isTaken(owner) ? [hash] : [])));
};
