import type { StoredEvent } from '../../ports/event-store.ts';
import { itself, ownOf } from '../../ports/issue-store.ts';
import { type LookDeps, type Looking, MAX_REGROUPED_EVENTS } from './look-at-issues.ts';
import { eventsOf, type LookedAt, type RegroupedIssue } from './regrouped-issue.ts';
import { MAX_WHOLE_EVENTS, wholeEvents } from './whole-events.ts';

const MAX_ROUNDS = 3;

/** Reads all events of those issues that fall apart, as far as there is time: of whom all are kept, they can be told apart. */
export const lookAtWholes = async (
  deps: LookDeps,
  looked: LookedAt,
  { falling, group, deadline }: Looking & { falling: ReadonlySet<string> },
): Promise<LookedAt> => {
  const issues: RegroupedIssue[] = [];
  let more = 0;
  for (const one of looked.issues) {
    const isOpen = looked.events + more < MAX_REGROUPED_EVENTS + MAX_WHOLE_EVENTS && deps.clock.now() < deadline;
    const whole =
      falling.has(one.issue.id) && one.partOf === undefined ? await lookAtWhole(deps, one, { group, isOpen }) : one;
    more += eventsOf(whole) - eventsOf(one);
    issues.push(whole);
  }
  return { ...looked, issues, events: looked.events + more };
};

const lookAtWhole = async (
  deps: LookDeps,
  one: RegroupedIssue,
  { group, isOpen }: Pick<Looking, 'group'> & { isOpen: boolean },
): Promise<RegroupedIssue> => {
  if (ownOf(one.issue).count > MAX_WHOLE_EVENTS || !isOpen) return { ...one, whole: 'many' };
  const events = await allEvents(deps, one.issue.id);
  const [own, ...others] = one.members;
  if (!events || !own) return { ...one, whole: 'counted' };
  return { ...one, whole: 'kept', members: [{ ...own, events: events.map(group) }, ...others] };
};

/** If there are as many as the issue has counted. Some may come while they are read, and are counted a moment before they are kept. */
const allEvents = async (deps: LookDeps, issueId: string): Promise<StoredEvent[] | undefined> => {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const events = await wholeEvents(deps, issueId);
    const issue = itself(await deps.issues.get([issueId]), issueId);
    if (!events || !issue) return undefined;
    if (events.length === ownOf(issue).count) return events;
  }
  return undefined;
};
