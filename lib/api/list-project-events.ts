import type { StoredEvent } from '../ports/event-store.ts';
import { type Issue, idsOf } from '../ports/issue-store.ts';
import type { ApiDeps } from './api-request.ts';
import { listIssues } from './search/list-issues.ts';
import { ALL_STATUSES } from './search/search.ts';

/** Events read from one issue at once. */
const PAGE = 10;

export interface EventOfIssue {
  event: StoredEvent;
  issue: Issue;
}

/** An issue whose events are being read. */
interface Reading {
  issue: Issue;
  events: StoredEvent[];
  next: string | undefined;
}

const NEWEST = { sort: 'date', position: undefined, since: 0, keep: () => true } as const;

/**
 * The newest events of a project. Events are kept by issue, and no event is newer than its issue's `lastSeen`: so
 * issues are opened one by one, only while the next could still have an event newer than those at hand.
 * Issues are listed by the minute: beyond `limit` issues of one minute, an event may be missing that others of that
 * minute stand for. At most `limit` issues and about twice `limit` pages are read.
 */
export const listProjectEvents = async (
  deps: Pick<ApiDeps, 'issues' | 'events'>,
  projectId: string,
  limit: number,
): Promise<EventOfIssue[]> => {
  const lists = ALL_STATUSES.map(status => ({ projectId, status }));
  const all = await listIssues(deps.issues, { ...NEWEST, lists, limit });
  const unopened = [...all.issues];
  const readings: Reading[] = [];
  const found: EventOfIssue[] = [];
  while (found.length < limit) {
    const leading = leadingReading(readings);
    const candidate = unopened[0];
    if (candidate && candidate.lastSeen >= newestTime(leading)) {
      unopened.shift();
      readings.push(await readOn(deps, { issue: candidate, events: [], next: undefined }));
    } else {
      const event = leading?.events.shift();
      if (!leading || !event) break;
      found.push({ event, issue: leading.issue });
      if (leading.events.length === 0 && leading.next !== undefined) await readOn(deps, leading);
    }
  }
  return found;
};

const newestTime = (reading: Reading | undefined): number => reading?.events[0]?.timestamp ?? Number.NEGATIVE_INFINITY;

const leadingReading = (readings: Reading[]): Reading | undefined =>
  readings.reduce<Reading | undefined>((best, one) => (newestTime(best) >= newestTime(one) ? best : one), undefined);

const readOn = async (deps: Pick<ApiDeps, 'events'>, reading: Reading): Promise<Reading> => {
  const from = reading.next === undefined ? {} : { cursor: reading.next };
  const page = await deps.events.listByIssue(idsOf(reading.issue), { limit: PAGE, ...from });
  reading.events = page.events;
  reading.next = page.next;
  return reading;
};
