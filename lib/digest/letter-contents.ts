import type { Countable, DeadLetter } from '../ports/dead-letter-store.ts';
import { MAX_LETTER_EVENTS } from '../ports/dead-letter-store.ts';
import { attachmentQuantities } from '../protocol/attachment.ts';
import { DATA_CATEGORIES, type DataCategory } from '../protocol/data-category.ts';
import { OUTCOMES, type Outcome, sumOutcomes } from '../protocol/outcome.ts';
import { categoryOf, type QueuedEvent, type QueuedItem, type QueueMessage } from '../protocol/queue-message.ts';

const HOUR_MS = 3_600_000;
/** Characters of an outcome's reason; ours have a third of that. */
const MAX_REASON = 200;

interface Quantity {
  category: DataCategory;
  quantity: number;
}

/** What cannot be read holds at least one thing. */
const UNKNOWN: Quantity = { category: 'unknown', quantity: 1 };
const DEAD = { outcome: 'dead_lettered', reason: '' } as const;

/** What a message brings to be counted when it is given up. It may be broken anywhere: that may be why. */
export const countableOf = (message: QueueMessage): Countable => {
  const rest = message.items.filter(item => !hasReceipt(item));
  return {
    hour: hourOf(message.received),
    events: message.items.filter(hasReceipt).map(({ eventId, second, ...event }) => ({
      event: { eventId, second, messageId: message.id },
      category: soundCategory(event.category ?? 'error'),
    })),
    message: { messageId: message.id, second: Math.floor(message.received / 1_000) },
    outcomes: sumOutcomes([
      ...message.outcomes.filter(isSound),
      ...rest.flatMap(heldBy).map(held => ({ ...held, ...DEAD })),
    ]),
  };
};

/** Of a message that nobody can read, when it was queued or given up. */
export const unreadableCountable = (time: number): Countable => ({
  hour: hourOf(time),
  events: [],
  outcomes: [{ ...UNKNOWN, ...DEAD }],
});

/** What a letter says of what it holds. */
export const contentsOf = (message: QueueMessage): Pick<DeadLetter, 'held' | 'eventIds'> => {
  const sums = sumOutcomes(message.items.flatMap(heldBy).map(held => ({ ...held, ...DEAD })));
  return {
    held: sums.map(({ category, quantity }) => ({ category, quantity })),
    eventIds: message.items
      .filter(hasReceipt)
      .slice(0, MAX_LETTER_EVENTS)
      .map(({ eventId }) => eventId),
  };
};

const hourOf = (time: number): number => time - (time % HOUR_MS);

/** An event that a receipt can be written of. */
const hasReceipt = (item: QueuedItem | null): item is QueuedEvent =>
  item?.type === 'event' && /^[0-9a-f]{32}$/.test(String(item.eventId)) && Number.isSafeInteger(item.second);

const heldBy = (item: QueuedItem | null): Quantity[] => {
  switch (item?.type) {
    case 'event':
    case 'feedback':
      return [{ category: soundCategory(categoryOf(item)), quantity: 1 }];
    case 'attachment':
      return Number.isSafeInteger(item.size) ? attachmentQuantities(item.size) : [UNKNOWN];
    default:
      return [UNKNOWN];
  }
};

const soundCategory = (category: DataCategory): DataCategory =>
  DATA_CATEGORIES.includes(category) ? category : 'unknown';

const isSound = (one: Outcome | null): one is Outcome =>
  one !== null &&
  DATA_CATEGORIES.includes(one.category) &&
  OUTCOMES.includes(one.outcome) &&
  typeof one.reason === 'string' &&
  one.reason.length <= MAX_REASON &&
  Number.isSafeInteger(one.quantity) &&
  one.quantity > 0;
