import { applyRulesAnew } from '../../grouping/apply-rules.ts';
import { eventFace } from '../../grouping/event-face.ts';
import type { GroupingRules } from '../../grouping/grouping-rules.ts';
import { countedTags } from '../../normalize/counted-tags.ts';
import { eventTags } from '../../normalize/event-tags.ts';
import type { StoredEvent } from '../../ports/event-store.ts';
import type { CarvedEvents } from '../../ports/issue-store.ts';
import { userHash } from '../../protocol/user-hash.ts';

const HOUR_MS = 3_600_000;

/** What kept events were counted as, when the digest counted them. @param events the newest first, one at least */
export const carvedEvents = (events: readonly [StoredEvent, ...StoredEvent[]], rules: GroupingRules): CarvedEvents => {
  const [newest] = events;
  const times = events.map(({ timestamp }) => timestamp);
  const hours = times.map(time => time - (time % HOUR_MS));
  const tags = events.map(({ event }) => eventTags(event));
  const users = events.flatMap(({ projectId }, at) => userOf(projectId, tags[at]?.get('user')));
  return {
    count: events.length,
    firstSeen: Math.min(...times),
    lastSeen: Math.max(...times),
    hours: new Map([...Map.groupBy(hours, hour => hour)].map(([hour, all]) => [hour, all.length])),
    tags: countsOf(tags.flatMap(countedTags)),
    users: [...new Set(users)],
    face: eventFace(applyRulesAnew(newest.event, rules), rules),
  };
};

const userOf = (projectId: string, user: string | undefined): string[] =>
  user === undefined ? [] : [userHash(projectId, user)];

const countsOf = (tags: readonly (readonly [key: string, value: string])[]): CarvedEvents['tags'] =>
  [...Map.groupBy(tags, ([key, value]) => JSON.stringify([key, value])).values()].flatMap(same =>
    same[0] ? [{ key: same[0][0], value: same[0][1], count: same.length }] : [],
  );
