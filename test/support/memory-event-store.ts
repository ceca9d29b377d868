import type { Clock } from '../../lib/ports/clock.ts';
import type { EventPage, EventStore, StoredEvent } from '../../lib/ports/event-store.ts';
import type { ShownIssues } from '../../lib/ports/issue-store.ts';

/** Events in an array. */
export const memoryEventStore = (events: StoredEvent[], clock: Clock): EventStore => {
  const shown = (event: StoredEvent) => event.expires > clock.now();
  const newestFirst = (issues: ShownIssues) =>
    events
      .filter(event => [issues].flat().includes(event.issueId) && shown(event))
      .toSorted((a, b) => b.timestamp - a.timestamp || (a.eventId < b.eventId ? 1 : -1));
  const find = (projectId: string, eventId: string) =>
    events.find(event => event.projectId === projectId && event.eventId === eventId);
  return {
    async put(added) {
      for (const event of added) {
        const kept = find(event.projectId, event.eventId);
        if (kept) Object.assign(kept, event);
        else events.push(event);
      }
    },
    async putMissing(added) {
      events.push(...added.filter(event => !find(event.projectId, event.eventId)));
    },
    async replace(event) {
      const kept = find(event.projectId, event.eventId);
      if (kept) Object.assign(kept, { ...event, issueId: kept.issueId });
      return kept !== undefined;
    },
    async get(projectId, eventId) {
      const event = find(projectId, eventId);
      return event && shown(event) ? event : undefined;
    },
    async move(projectId, eventIds, { from, to }) {
      for (const event of events)
        if (event.projectId === projectId && event.issueId === from && eventIds.includes(event.eventId))
          event.issueId = to;
    },
    async issuesOf(projectId, eventIds) {
      const kept = events.filter(event => event.projectId === projectId && eventIds.includes(event.eventId));
      return new Map(kept.map(event => [event.eventId, event.issueId]));
    },
    async listByIssue(issueId, { limit, cursor }): Promise<EventPage> {
      const start = Number(cursor ?? 0);
      const rows = newestFirst(issueId);
      const page = rows.slice(start, start + limit);
      return start + limit < rows.length ? { events: page, next: String(start + limit) } : { events: page };
    },
    async neighbour(issueId, { eventId }, direction) {
      const rows = newestFirst(issueId);
      const at = rows.findIndex(event => event.eventId === eventId);
      return rows[direction === 'next' ? at - 1 : at + 1]?.eventId;
    },
    async edge(issueId, which) {
      return newestFirst(issueId).at(which === 'newest' ? 0 : -1);
    },
  };
};
