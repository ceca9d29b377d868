import { applyRulesAnew } from '../../grouping/apply-rules.ts';
import { formerTexts } from '../../grouping/former-texts.ts';
import { groupEvent } from '../../grouping/group-event.ts';
import type { GroupingRules } from '../../grouping/grouping-rules.ts';
import { rulesOf } from '../../grouping/rules-of.ts';
import type { StoredEvent } from '../../ports/event-store.ts';
import type { GroupingSettings } from '../../ports/grouping-store.ts';
import { type Issue, ownOf } from '../../ports/issue-store.ts';
import type { ApiDeps } from '../api-request.ts';
import { isShown } from '../find-event.ts';
import { inTurns } from '../in-turns.ts';
import { listIssues } from '../search/list-issues.ts';
import type { LookedAt, RegroupedEvent, RegroupedIssue, RegroupedMember } from './regrouped-issue.ts';

/** Open issues that one regrouping looks at, the most recently seen first. */
export const MAX_REGROUPED_ISSUES = 200;
/** Events of each, the newest first; of what was merged into it each has as many. */
export const EVENTS_OF_ISSUE = 5;
/** Events in all: merged issues have many. */
export const MAX_REGROUPED_EVENTS = 1_000;
/** Milliseconds of reading and grouping. */
const MAX_LOOK_MS = 5_000;
/** Issues whose events are read before the clock is looked at. */
const AT_ONCE = 5;

const NEWEST = { sort: 'date', position: undefined, since: 0, keep: () => true } as const;

type LookDeps = Pick<ApiDeps, 'clock' | 'events' | 'issues' | 'retentionDays'>;

/** The newest kept events of a project's open issues, grouped by other rules. */
export const lookAtIssues = async (
  deps: LookDeps,
  projectId: string,
  settings: GroupingSettings,
): Promise<LookedAt> => {
  const deadline = deps.clock.now() + MAX_LOOK_MS;
  const lists = [{ projectId, status: 'unresolved' }] as const;
  const open = await listIssues(deps.issues, { ...NEWEST, lists, limit: MAX_REGROUPED_ISSUES });
  const rules = rulesOf(settings);
  const former = formerTexts(settings, deps.clock.now()).map(rulesOf);
  const group = (stored: StoredEvent): RegroupedEvent => ({
    eventId: stored.eventId,
    hashes: hashesBy(stored, rules),
    formerHashes: () => former.flatMap(one => hashesBy(stored, one)),
  });
  const looked: RegroupedIssue[] = [];
  let events = 0;
  let from = 0;
  while (from < open.issues.length && events < MAX_REGROUPED_EVENTS && deps.clock.now() < deadline) {
    const some = await inTurns(open.issues.slice(from, from + AT_ONCE), issue => lookAtIssue(deps, issue, group));
    from += some.length;
    looked.push(...some);
    events += some.reduce((sum, one) => sum + eventsOf(one), 0);
  }
  return {
    issues: looked,
    events,
    withoutEvents: looked.filter(one => eventsOf(one) === 0).length,
    more: open.next !== undefined || from < open.issues.length,
  };
};

const eventsOf = ({ members }: RegroupedIssue): number => members.reduce((sum, { events }) => sum + events.length, 0);

const hashesBy = ({ event }: StoredEvent, rules: GroupingRules): readonly string[] =>
  groupEvent(applyRulesAnew(event, rules), rules).hashes;

const lookAtIssue = async (
  deps: LookDeps,
  issue: Issue,
  group: (stored: StoredEvent) => RegroupedEvent,
): Promise<RegroupedIssue> => {
  const merged = issue.merged ? await deps.issues.mergedOf(issue) : [];
  const members = await inTurns([ownOf(issue), ...merged], async (member): Promise<RegroupedMember> => {
    const { events } = await deps.events.listByIssue(member.id, { limit: EVENTS_OF_ISSUE });
    return { issue: member, events: events.filter(event => isShown(deps, event)).map(group) };
  });
  return { issue, members };
};
