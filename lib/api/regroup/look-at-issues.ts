import type { StoredEvent } from '../../ports/event-store.ts';
import { type Issue, ownOf } from '../../ports/issue-store.ts';
import type { ApiDeps } from '../api-request.ts';
import { isShown } from '../find-event.ts';
import { inTurns } from '../in-turns.ts';
import { listIssues } from '../search/list-issues.ts';
import {
  eventsOf,
  type LookedAt,
  type RegroupedEvent,
  type RegroupedIssue,
  type RegroupedMember,
} from './regrouped-issue.ts';

/** Open issues that one regrouping looks at, the most recently seen first. */
export const MAX_REGROUPED_ISSUES = 200;
/** Events of each, the newest first; of what was merged into it each has as many. */
export const EVENTS_OF_ISSUE = 5;
/** Events in all: merged issues have many. */
export const MAX_REGROUPED_EVENTS = 1_000;
/** Issues whose events are read before the clock is looked at. */
const AT_ONCE = 5;

const NEWEST = { sort: 'date', position: undefined, since: 0, keep: () => true } as const;

export type LookDeps = Pick<ApiDeps, 'clock' | 'events' | 'issues' | 'retentionDays'>;

/** How events are grouped anew, and until when (ms since 1970). */
export interface Looking {
  group: (stored: StoredEvent) => RegroupedEvent;
  deadline: number;
}

/** The newest kept events of a project's open issues, grouped by other rules. */
export const lookAtIssues = async (
  deps: LookDeps,
  projectId: string,
  { group, deadline }: Looking,
): Promise<LookedAt> => {
  const lists = [{ projectId, status: 'unresolved' }] as const;
  const open = await listIssues(deps.issues, { ...NEWEST, lists, limit: MAX_REGROUPED_ISSUES });
  const looked: RegroupedIssue[] = [];
  let events = 0;
  let from = 0;
  while (from < open.issues.length && events < MAX_REGROUPED_EVENTS && deps.clock.now() < deadline) {
    const turn = open.issues.slice(from, from + AT_ONCE);
    const some = (await inTurns(turn, issue => lookAtIssue(deps, issue, group))).flat();
    from += turn.length;
    looked.push(...some);
    events += some.reduce((sum, one) => sum + eventsOf(one), 0);
  }
  return {
    issues: looked,
    events,
    withoutEvents: looked.filter(one => one.partOf === undefined && eventsOf(one) === 0).length,
    more: open.next !== undefined || from < open.issues.length,
  };
};

/** An issue with what people have merged into it, then what was carved out of it and is shown by it again. */
const lookAtIssue = async (deps: LookDeps, issue: Issue, group: Looking['group']): Promise<RegroupedIssue[]> => {
  const merged = issue.merged ? await deps.issues.mergedOf(issue) : [];
  const look = async (member: Issue): Promise<RegroupedMember> => {
    const { events } = await deps.events.listByIssue(member.id, { limit: EVENTS_OF_ISSUE });
    return { issue: member, events: events.filter(event => isShown(deps, event)).map(group) };
  };
  const isPart = ({ partOf }: Issue): boolean => partOf === issue.id;
  const members = await inTurns([ownOf(issue), ...merged.filter(one => !isPart(one))], look);
  const parts = await inTurns(merged.filter(isPart), look);
  return [{ issue, members }, ...parts.map(part => ({ issue: part.issue, members: [part], partOf: issue }))];
};
