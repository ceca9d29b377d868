import type { Cause } from '../life/on-event.ts';
import type { DigestEvent } from './digest-event.ts';

export const newestOf = (events: readonly DigestEvent[]): DigestEvent | undefined =>
  events.reduce<DigestEvent | undefined>(
    (newest, event) => (newest && newest.timestamp > event.timestamp ? newest : event),
    undefined,
  );

/** The newest of events stands for all of them. There is one. */
export const causeOf = (events: readonly DigestEvent[]): Cause => {
  const newest = newestOf(events);
  if (!newest) throw new Error('no event can be the cause');
  const { release } = newest.event;
  return { eventId: newest.eventId, ...(release !== undefined && { release }) };
};
