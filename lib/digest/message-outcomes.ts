import { attachmentQuantities } from '../protocol/attachment.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { QueuedItem, QueueMessage } from '../protocol/queue-message.ts';

/** What is counted once a message: the fates that the edge decided, and those of what is kept beside the events. */
export const messageOutcomes = ({ outcomes, items }: QueueMessage): Outcome[] => [
  ...outcomes,
  ...items.flatMap(storedOutcomes),
];

/** Events are counted with their issue, by receipts of their own. */
const storedOutcomes = (item: QueuedItem): Outcome[] => {
  switch (item.type) {
    case 'event':
      return [];
    case 'attachment':
      return attachmentQuantities(item.size).map(counted => ({ ...counted, ...STORED }));
    case 'feedback':
      return [{ category: 'feedback', quantity: 1, ...STORED }];
  }
};

const STORED = { outcome: 'stored', reason: '' } as const;
