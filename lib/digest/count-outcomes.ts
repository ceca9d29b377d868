import type { Ids } from '../ports/ids.ts';
import type { MessageShare, Tally, TallyStore } from '../ports/tally-store.ts';
import { type Outcome, sumOutcomes } from '../protocol/outcome.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import { pauseWithJitter } from './pause.ts';

const HOUR_MS = 3_600_000;
/** Messages in one transaction: in the worst case each has a receipt item of its own. */
const MAX_MESSAGES = 80;
const MAX_ROUNDS = 12;

/** Counts the fates that messages bring from the edge, once a message. Returns the messages that could not be counted. */
export const countOutcomes = async (
  deps: { tally: TallyStore; ids: Ids },
  projectId: string,
  messages: readonly QueueMessage[],
): Promise<QueueMessage[]> => {
  let open = [
    ...new Map(messages.filter(message => message.outcomes.length > 0).map(message => [message.id, message])).values(),
  ];
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
  for (let from = 0; from < messages.length; from += MAX_MESSAGES) {
    const part = messages.slice(from, from + MAX_MESSAGES);
    const result = await tally.record({ projectId, shares: [], messages: part.map(toShare), totals: totalsOf(part) });
    if (result !== 'recorded') left.push(...part);
  }
  return left;
};

const toShare = (message: QueueMessage): MessageShare => ({
  messageId: message.id,
  second: Math.floor(message.received / 1_000),
});

const totalsOf = (messages: readonly QueueMessage[]): Tally['totals'] => {
  const hours = Map.groupBy(messages, message => message.received - (message.received % HOUR_MS));
  return [...hours].flatMap(([hour, group]) =>
    sumOutcomes(group.flatMap(({ outcomes }): Outcome[] => outcomes)).map(outcome => ({ hour, outcome })),
  );
};
