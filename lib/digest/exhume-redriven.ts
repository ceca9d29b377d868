import type { DeadLetterStore } from '../ports/dead-letter-store.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';

/** Letters that come again are no longer counted as dead: they get the fate of any message now. */
export const exhumeRedriven = async (
  { deadLetters }: { deadLetters: Pick<DeadLetterStore, 'exhume'> },
  messages: readonly QueueMessage[],
): Promise<void> => {
  for (const { redriven } of messages) if (redriven) await deadLetters.exhume(redriven);
};
