import type { Clock } from '../ports/clock.ts';
import { eventsOf, type QueueMessage } from '../protocol/queue-message.ts';
import { type DigestEvent, toDigestEvent } from './digest-event.ts';
import type { GroupingReader } from './read-grouping.ts';
import { signatureOf } from './signature-of.ts';
import type { SymbolicateDeps } from './symbolicate/deps.ts';
import { type SymbolicateOptions, symbolicateEvents } from './symbolicate/symbolicate-events.ts';

export interface PrepareDeps extends SymbolicateDeps {
  clock: Clock;
  grouping: GroupingReader;
}

/** A message as the queue delivered it. */
export interface Delivered {
  recordId: string;
  /** Milliseconds since 1970. */
  queued?: number;
  message: QueueMessage;
}

/**
 * The events of one project's messages, ready to be counted: first their frames become what developers wrote, then what
 * belongs to which issue is decided, so that a new build of the same bug stays one issue.
 */
export const prepareEvents = async (
  deps: PrepareDeps,
  projectId: string,
  deliveries: readonly Delivered[],
  options: SymbolicateOptions = {},
): Promise<DigestEvent[]> => {
  const items = deliveries.flatMap(({ message, ...delivery }) =>
    eventsOf(message).map(item => ({ delivery, message, item, event: item.event })),
  );
  const symbolicated = await symbolicateEvents(deps, projectId, items, options);
  const grouping = await deps.grouping.of(projectId, deps.clock.now());
  return symbolicated.map(({ delivery, message, item, event }) => ({
    ...toDigestEvent(delivery, message, { ...item, event }, grouping),
    signature: () => signatureOf({ arrived: item.event, event }, grouping.rules),
  }));
};
