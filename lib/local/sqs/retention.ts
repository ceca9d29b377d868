import type { MessageTable } from './message-table.ts';
import type { Queue } from './queue.ts';

export interface Retention {
  /** What was sent then or before has outlived the queue. */
  sentUntil(queue: Queue, now: number): number;
  /** Deletes what has outlived the queue, now and then: a receive does not see it anyway. Within a transaction. */
  sweep(queue: Queue, now: number): void;
}

/** It reads all of the queue's messages: rare enough to cost nothing. */
const SWEEP_EVERY_MS = 60_000;

export const retention = (messages: Pick<MessageTable, 'expire'>): Retention => {
  const swept = new Map<number, number>();
  const sentUntil = (queue: Queue, now: number): number => now - queue.settings.retentionSeconds * 1000;
  return {
    sentUntil,
    sweep(queue, now) {
      if (now - (swept.get(queue.id) ?? 0) < SWEEP_EVERY_MS) return;
      swept.set(queue.id, now);
      messages.expire(queue.id, sentUntil(queue, now));
    },
  };
};
