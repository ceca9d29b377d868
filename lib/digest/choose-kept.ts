import type { DigestEvent } from './digest-event.ts';

/** Which payloads of a project's known issues are kept. All events are counted, whatever it says. */
export interface SamplingPolicy {
  /** Of an issue these are kept, one after the other. */
  firstEvents: number;
  /** Of the others one in so many seconds is kept. */
  slotSeconds: number;
  /** Nothing of a known issue is kept, not even what says something new of it. */
  countOnly: boolean;
}

/** The first hundred tell how an issue began; ten a minute after them tell how it goes on. */
export const DEFAULT_SAMPLING: SamplingPolicy = { firstEvents: 100, slotSeconds: 6, countOnly: false };

export interface Chosen {
  /** Ids of events. */
  kept: Set<string>;
  keptSlot: number;
}

/**
 * The events of a share whose payloads are kept: the first ones of the issue, those that bring a tag's value that the
 * issue has not seen yet, and of the rest one a slot of time, so that the kept ones are spread evenly however many come.
 * @param issue `count`: events before these; `keptSlot`: where the latest slot that one was kept of began (ms)
 * @param unseen ids of events with something new about them
 */
export const chooseKept = (
  policy: SamplingPolicy,
  issue: { isNew: boolean; count: number; keptSlot: number },
  events: readonly DigestEvent[],
  unseen: ReadonlySet<string>,
): Chosen => {
  const kept = new Set<string>();
  let { keptSlot } = issue;
  const inOrder = events.toSorted((a, b) => a.received - b.received);
  for (const [index, { eventId, received }] of inOrder.entries()) {
    const opens = issue.isNew && index === 0;
    // In milliseconds: a policy with other slots goes on from there.
    const slot = received - (received % (policy.slotSeconds * 1_000));
    const isDue = issue.count + index < policy.firstEvents || slot > keptSlot || unseen.has(eventId);
    if (!opens && (policy.countOnly || !isDue)) continue;
    kept.add(eventId);
    keptSlot = Math.max(keptSlot, slot);
  }
  return { kept, keptSlot };
};
