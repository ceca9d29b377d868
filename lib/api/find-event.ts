import type { StoredEvent } from '../ports/event-store.ts';
import { type Issue, idsOf } from '../ports/issue-store.ts';
import type { ApiDeps } from './api-request.ts';
import { notFound } from './refusal.ts';

const EVENT_ID = /^[0-9a-f]{32}$/;

type EventDeps = Pick<ApiDeps, 'events' | 'clock'>;

/** An event by its id, with or without dashes, in any case. */
export const findEvent = async (deps: EventDeps, projectId: string, id: string): Promise<StoredEvent> => {
  const eventId = id.replaceAll('-', '').toLowerCase();
  if (!EVENT_ID.test(eventId)) throw notFound();
  return present(deps, await deps.events.get(projectId, eventId));
};

/** An event of one issue: `latest`, `oldest`, `recommended` (the newest: it has what the others have) or an id. */
export const findEventOfIssue = async (deps: EventDeps, issue: Issue, which: string): Promise<StoredEvent> => {
  switch (which) {
    case 'latest':
    case 'recommended':
      return present(deps, await deps.events.edge(idsOf(issue), 'newest'));
    case 'oldest':
      return present(deps, await deps.events.edge(idsOf(issue), 'oldest'));
    default: {
      const event = await findEvent(deps, issue.projectId, which);
      if (!idsOf(issue).includes(event.issueId)) throw notFound();
      return event;
    }
  }
};

/** Stores delete what has expired when they come to it; until then it is hidden here. */
export const isShown = (deps: Pick<ApiDeps, 'clock'>, event: StoredEvent): boolean => event.expires > deps.clock.now();

const present = (deps: EventDeps, event: StoredEvent | undefined): StoredEvent => {
  if (!event || !isShown(deps, event)) throw notFound();
  return event;
};
