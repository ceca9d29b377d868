import { applyRules } from '../grouping/apply-rules.ts';
import { eventFace } from '../grouping/event-face.ts';
import { groupEvent } from '../grouping/group-event.ts';
import type { GroupingRules } from '../grouping/grouping-rules.ts';
import { countedTags } from '../normalize/counted-tags.ts';
import { eventTags } from '../normalize/event-tags.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { CountedEvent } from '../ports/tally-store.ts';
import type { DataCategory } from '../protocol/data-category.ts';
import type { SentryEvent } from '../protocol/event.ts';
import { categoryOf, type QueuedEvent, type QueueMessage } from '../protocol/queue-message.ts';
import { userHash } from '../protocol/user-hash.ts';
import { type MapCoverage, mapCoverage } from '../symbolicate/map-coverage.ts';
import { DEFAULT_GROUPING, type ProjectGrouping } from './read-grouping.ts';

/** An event on its way through the digest. */
export interface DigestEvent extends CountedEvent {
  /** The queue record that brought it: what is reported as failed. */
  recordId: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  received: number;
  /** When the edge was done with it, and when the queue had it, where they say so. */
  scrubbed?: number;
  queued?: number;
  /** What it is counted in. */
  category: DataCategory;
  event: SentryEvent;
  /** Any of these leads to its issue; the first names a new one. */
  hashes: readonly string[];
  /** Those that it would have had before: they are asked for when none of `hashes` leads to an issue. */
  formerHashes?: () => readonly string[];
  /** What the edge may know events like this one by. */
  signature?: () => string | undefined;
  face: IssueFace;
  /** Those that are counted, each key once. */
  tags: readonly (readonly [key: string, value: string])[];
  /** 8-byte hash of who was affected, in hex. */
  user?: string;
  /** How its own frames were mapped, where it has any that a map is for. */
  maps?: MapCoverage;
}

/** What the queue says of a message. */
export interface Delivery {
  recordId: string;
  /** Milliseconds since 1970. */
  queued?: number;
}

/** What an issue shows of its latest event. */
export type IssueFace = Pick<Issue, 'title' | 'culprit' | 'level' | 'metadata' | 'type' | 'platform'>;

export const toDigestEvent = (
  delivery: Delivery,
  message: QueueMessage,
  item: QueuedEvent,
  { rules, former }: ProjectGrouping = DEFAULT_GROUPING,
): DigestEvent => {
  const ruled = applyRules(item.event, rules);
  const { hashes } = groupEvent(ruled, rules);
  const event: SentryEvent = { ...ruled, hashes, grouping_config: { id: rules.config.id } };
  const tags = eventTags(event);
  const user = tags.get('user');
  const maps = mapCoverage(event);
  return {
    eventId: item.eventId,
    second: item.second,
    messageId: message.id,
    ...(message.redriven && { redriven: true }),
    ...delivery,
    timestamp: Math.round(event.timestamp * 1_000),
    received: message.received,
    ...(message.scrubbed !== undefined && { scrubbed: message.scrubbed }),
    category: categoryOf(item),
    event,
    hashes,
    formerHashes: () => former().flatMap(before => hashesBy(before, item.event)),
    face: eventFace(event, rules),
    tags: countedTags(tags),
    ...(user !== undefined && { user: userHash(message.projectId, user) }),
    ...(maps && { maps }),
  };
};

const hashesBy = (rules: GroupingRules, event: SentryEvent): string[] =>
  groupEvent(applyRules(event, rules), rules).hashes;
