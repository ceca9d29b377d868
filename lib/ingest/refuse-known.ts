import { eventSignature } from '../budget/event-signature.ts';
import { attachmentQuantities } from '../protocol/attachment.ts';
import { BUDGET_REASON, type KnownSignature } from '../protocol/budget.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { categoryOf, type QueuedItem } from '../protocol/queue-message.ts';
import type { TakenItems } from './take-items.ts';

/** Lets fall the events that are recognized, with their files; every other event passes: it may be the first of its issue. */
export const refuseKnown = (taken: TakenItems, known: readonly KnownSignature[], at: number): TakenItems => {
  const signatures = new Set(known.filter(([, until]) => until > at).map(([signature]) => signature));
  const isKnown = (item: QueuedItem): boolean =>
    item.type === 'event' && signatures.has(eventSignature(item.event) ?? '');
  const ids = new Set(taken.kept.filter(isKnown).map(item => item.eventId));
  if (ids.size === 0) return taken;
  const falls = (item: QueuedItem): boolean => isKnown(item) || (item.type === 'attachment' && ids.has(item.eventId));
  const fallen = taken.kept.filter(falls);
  const blobs = new Set(fallen.flatMap(item => (item.type === 'attachment' ? [item.blob] : [])));
  return {
    kept: taken.kept.filter(item => !falls(item)),
    blobs: taken.blobs.filter(({ key }) => !blobs.has(key)),
    outcomes: [...taken.outcomes, ...fallen.flatMap(outcomesOf)],
    dropped: [
      ...taken.dropped,
      ...fallen.flatMap(item => (item.type === 'event' ? [{ eventId: item.eventId, ...FATE }] : [])),
    ],
  };
};

const FATE = { outcome: 'rate_limited', reason: BUDGET_REASON } as const;

const outcomesOf = (item: QueuedItem): Outcome[] => {
  if (item.type === 'attachment') return attachmentQuantities(item.size).map(counted => ({ ...counted, ...FATE }));
  return [{ category: categoryOf(item), quantity: 1, ...FATE }];
};
