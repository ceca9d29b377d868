import type { Clock } from '../ports/clock.ts';
import type { FateLog } from '../ports/fate-log.ts';
import type { LoggedFate } from '../protocol/logged-fate.ts';
import { eventsOf, type QueueMessage } from '../protocol/queue-message.ts';
import type { Counted, CountedIn } from './counted.ts';
import type { DigestEvent } from './digest-event.ts';
import type { KeptFor } from './kept-for.ts';
import { DISCARDED_HASH } from './pack-tallies.ts';

export interface LogFatesDeps {
  clock: Clock;
  fates: Pick<FateLog, 'append'>;
}

/** What a queue record says of its message. */
export interface Delivered {
  message: QueueMessage;
  queued?: number | undefined;
}

/**
 * Logs what became of the events of which nothing else is kept: counted only, of a discarded issue, dropped at the edge.
 * Before the batch is acknowledged: a batch that died on the way here comes again, and a fate that is logged twice is
 * the same fate.
 */
export const logFates = async (
  deps: LogFatesDeps,
  projectId: string,
  of: { delivered: readonly Delivered[]; counted: Counted; kept: KeptFor },
): Promise<void> => {
  const digested = deps.clock.now();
  const { fresh, again, discarded } = of.counted;
  const fates = [
    ...[...fresh, ...again].filter(({ kept }) => !kept).map(one => countedOnly(one, digested)),
    ...discarded.map(event => ({ ...timesOf(event), digested, ...DISCARDED })),
    ...of.delivered.flatMap(one => droppedAtEdge(one, digested)),
  ];
  if (fates.length > 0) await deps.fates.append(projectId, of.kept, fates);
};

const DISCARDED = { outcome: 'filtered', reason: DISCARDED_HASH } as const;

const countedOnly = ({ event, issue }: CountedIn, digested: number): LoggedFate => ({
  ...timesOf(event),
  digested,
  outcome: 'counted_only',
  reason: '',
  issueNumber: issue.number,
});

const timesOf = ({ eventId, received, scrubbed, queued }: DigestEvent) => ({
  eventId,
  received,
  ...(scrubbed !== undefined && { scrubbed }),
  ...(queued !== undefined && { queued }),
});

/** An id that came in the same message as an event that was kept has that event's fate. */
const droppedAtEdge = ({ message, queued }: Delivered, digested: number): LoggedFate[] => {
  const { dropped = [], received, scrubbed } = message;
  const kept = new Set(eventsOf(message).map(({ eventId }) => eventId));
  return dropped
    .filter(({ eventId }) => !kept.has(eventId))
    .map(one => ({
      ...one,
      received,
      ...(scrubbed !== undefined && { scrubbed }),
      ...(queued !== undefined && { queued }),
      digested,
    }));
};
