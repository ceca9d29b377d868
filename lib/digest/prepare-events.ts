import { eventsOf, type QueueMessage } from '../protocol/queue-message.ts';
import { type DigestEvent, toDigestEvent } from './digest-event.ts';

/** A message as the queue delivered it. */
export interface Delivered {
  recordId: string;
  /** Milliseconds since 1970. */
  queued?: number;
  message: QueueMessage;
}

/** The events of one project's messages, ready to be counted: what belongs to which issue is decided here. */
export const prepareEvents = async (deliveries: readonly Delivered[]): Promise<DigestEvent[]> =>
  deliveries.flatMap(({ message, ...delivery }) =>
    eventsOf(message).map(event => toDigestEvent(delivery, message, event)),
  );
