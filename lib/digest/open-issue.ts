import type { Issue } from '../ports/issue-store.ts';
import { issueIdOf } from '../protocol/issue-id.ts';
import { lifeAtBirth } from '../protocol/issue-life.ts';
import { shortIdOf } from '../protocol/short-id.ts';
import type { Part } from './cut-slot.ts';
import type { Origin } from './origin.ts';

/** A new issue, made from its first events; nothing is counted of them yet. @param numbered `number` counts up within the project */
export const openIssue = (
  origin: Origin,
  { events, newHashes }: Part,
  numbered: { now: number; number: number },
): Issue => {
  const times = events.map(event => event.timestamp);
  const newest = events.reduce((latest, event) => (event.timestamp >= latest.timestamp ? event : latest));
  return {
    id: issueIdOf(origin.projectId, numbered.number),
    number: numbered.number,
    shortId: shortIdOf(origin.projectSlug, numbered.number),
    projectId: origin.projectId,
    organization: origin.organization,
    projectSlug: origin.projectSlug,
    ...newest.face,
    status: 'unresolved',
    substatus: 'new',
    statusChanged: numbered.now,
    life: lifeAtBirth(newest.face.level),
    lifeVersion: 0,
    count: 0,
    users: 0,
    firstSeen: Math.min(...times),
    lastSeen: Math.max(...times),
    hashes: newHashes.map(({ hash }) => hash),
    keptSlot: 0,
    birth: { hours: [], tags: [], users: [] },
    expires: 0,
  };
};
