import type { Ids } from '../ports/ids.ts';
import type { Issue } from '../ports/issue-store.ts';
import { lifeAtBirth } from '../protocol/issue-life.ts';
import type { DigestEvent } from './digest-event.ts';
import type { Origin } from './origin.ts';

/** A new issue, made from its first events. @param numbered `number` counts up within the project: its short id */
export const openIssue = (
  ids: Ids,
  origin: Origin,
  events: readonly DigestEvent[],
  numbered: { now: number; number: number; expires: number },
): Issue => {
  const times = events.map(event => event.timestamp);
  const newest = events.reduce((latest, event) => (event.timestamp >= latest.timestamp ? event : latest));
  return {
    id: ids.issueId(numbered.now),
    number: numbered.number,
    shortId: `${origin.projectSlug.toUpperCase()}-${numbered.number.toString(36).toUpperCase()}`,
    projectId: origin.projectId,
    organization: origin.organization,
    projectSlug: origin.projectSlug,
    ...newest.face,
    status: 'unresolved',
    substatus: 'new',
    statusChanged: numbered.now,
    life: lifeAtBirth(newest.face.level),
    lifeVersion: 0,
    count: events.length,
    users: 0,
    firstSeen: Math.min(...times),
    lastSeen: Math.max(...times),
    hashes: [...new Set(events.flatMap(event => event.hashes))],
    keptSlot: 0,
    birth: { hours: [], tags: [], users: [] },
    expires: numbered.expires,
  };
};
