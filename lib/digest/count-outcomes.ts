import type { Ids } from '../ports/ids.ts';
import type { MessageShare, Tally, TallyStore } from '../ports/tally-store.ts';
import { sumOutcomes } from '../protocol/outcome.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import { messageOutcomes } from './message-outcomes.ts';
import { pauseWithJitter } from './pause.ts';
import { windowUses } from './quota-windows.ts';
import { splitMessages } from './split-messages.ts';

const HOUR_MS = 3_600_000;
const MAX_ROUNDS = 12;

/**
 * Counts what messages bring from the edge, once a message: the fates of what was not kept, and what was kept into the
 * quotas that it takes of. Returns the messages that could not be counted.
 */
export const countOutcomes = async (
  deps: { tally: TallyStore; ids: Ids },
  projectId: string,
  messages: readonly QueueMessage[],
): Promise<QueueMessage[]> => {
  let open = [...new Map(messages.filter(hasCounts).map(message => [message.id, message])).values()];
  for (let round = 0; open.length > 0 && round < MAX_ROUNDS; round++) {
    if (round > 0) {
      const counted = await deps.tally.countedMessages(projectId, open.map(toShare));
      open = open.filter(message => !counted.has(message.id));
      await pauseWithJitter(deps.ids, round);
    }
    open = await recordAll(deps.tally, projectId, open);
  }
  return open;
};

const recordAll = async (
  tally: TallyStore,
  projectId: string,
  messages: readonly QueueMessage[],
): Promise<QueueMessage[]> => {
  const left: QueueMessage[] = [];
  for (const part of splitMessages(tally, projectId, messages)) {
    const result = await tally.record({
      projectId,
      shares: [],
      messages: part.map(toShare),
      totals: totalsOf(part),
      quotas: windowUses(part),
    });
    if (result !== 'recorded') left.push(...part);
  }
  return left;
};

const hasCounts = (message: QueueMessage): boolean =>
  messageOutcomes(message).length > 0 || (message.quotas?.length ?? 0) > 0;

const toShare = (message: QueueMessage): MessageShare => ({
  messageId: message.id,
  second: Math.floor(message.received / 1_000),
});

const totalsOf = (messages: readonly QueueMessage[]): Tally['totals'] => {
  const hours = Map.groupBy(messages, message => message.received - (message.received % HOUR_MS));
  return [...hours].flatMap(([hour, group]) =>
    sumOutcomes(group.flatMap(messageOutcomes)).map(outcome => ({ hour, outcome })),
  );
};
