import { eventTitle } from '../../grouping/title.ts';
import type { DeadLetter } from '../../ports/dead-letter-store.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { QueuedEvent, QueuedItem, QueueMessage } from '../../protocol/queue-message.ts';
import type { DeadLetterDetailsJson, DeadLetterJson } from '../contract/dead-letter.ts';
import { isoTime } from './time.ts';

/** Items, events and outcomes of one letter that are shown; a request brings 500 items at most. */
const MAX_SHOWN = 500;
/** Characters. */
const MAX_TITLE = 300;
const MAX_WORD = 100;

export const presentDeadLetter = (letter: DeadLetter): DeadLetterJson => ({
  id: letter.id,
  project: letter.origin?.projectSlug ?? null,
  reason: letter.reason,
  error: letter.error,
  dateReceived: letter.received === undefined ? null : isoTime(letter.received),
  dateQueued: letter.queued === undefined ? null : isoTime(letter.queued),
  dateGivenUp: isoTime(letter.buried),
  dateExpires: isoTime(letter.expires),
  tries: letter.tries,
  redrives: letter.redrives,
  held: letter.held,
  eventIds: letter.eventIds,
  size: letter.body?.bytes ?? null,
});

/** The message may be broken anywhere, and is shown as far as it is not. */
export const presentContents = (message: QueueMessage): NonNullable<DeadLetterDetailsJson['contents']> => {
  const items: (QueuedItem | null)[] = message.items.slice(0, MAX_SHOWN);
  return {
    size: sizeOf(message),
    items: items.map(item => ({ type: word(item?.type), size: sizeOf(item) })),
    events: items.flatMap(item => (item?.type === 'event' ? presentEvent(item) : [])),
    outcomes: message.outcomes.slice(0, MAX_SHOWN).flatMap((one: Outcome | null) => (one ? presentOutcome(one) : [])),
  };
};

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

const presentEvent = ({ eventId, event }: QueuedEvent) => ({
  id: word(eventId),
  title: titleOf(event),
  level: word(event?.level),
  platform: word(event?.platform),
});

const presentOutcome = ({ category, outcome, reason, quantity }: Outcome) => ({
  category: word(category),
  outcome: word(outcome),
  reason: word(reason),
  quantity: Number(quantity),
});

const titleOf = (event: QueuedEvent['event']): string => {
  try {
    return eventTitle(event).title.slice(0, MAX_TITLE);
  } catch {
    // What has no title may be what the digest threw at.
    return '<unreadable>';
  }
};

const word = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_WORD) : '');
