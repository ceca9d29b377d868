import type { QuotaWindow, WindowUse } from '../ports/quota-store.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import { quotaUses } from '../protocol/quota-use.ts';
import { quotaCounter, windowStart } from '../protocol/quota-window.ts';

/** What messages take of the windows they were received in, each window once. */
export const windowUses = (messages: readonly QueueMessage[]): WindowUse[] => {
  const sums = new Map<string, WindowUse>();
  for (const { quotas, items, received } of messages) {
    for (const { quota, quantity } of quotaUses(quotas ?? [], items)) {
      const window = { quota, start: windowStart(quota, received) };
      const sum = sums.get(windowName(window));
      // The limit of the latest message is the one that holds.
      sums.set(windowName(window), { ...window, quantity: quantity + (sum?.quantity ?? 0) });
    }
  }
  return [...sums.values()];
};

/** What tells it from every other window. */
export const windowName = ({ quota, start }: QuotaWindow): string => `${quotaCounter(quota)}#${start}`;
