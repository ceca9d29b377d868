import type { Ids } from '../ports/ids.ts';
import type { MessageShare, Tally, TallyStore } from '../ports/tally-store.ts';
import { sumOutcomes } from '../protocol/outcome.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import { messageOutcomes } from './message-outcomes.ts';
import { pauseWithJitter } from './pause.ts';
import { windowName, windowUses } from './quota-windows.ts';

const HOUR_MS = 3_600_000;
/** Items of one transaction: in the worst case each message has a receipt item of its own, and each window of a quota is one. */
const MAX_ITEMS = 80;
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
  for (const part of split(messages)) {
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

/** As many messages at a time as one transaction has room for. One alone always fits: quotas of a key are few. */
const split = (messages: readonly QueueMessage[]): QueueMessage[][] => {
  const parts: QueueMessage[][] = [];
  let windows = new Set<string>();
  for (const message of messages) {
    const own = windowUses([message]).map(windowName);
    const both = new Set([...windows, ...own]);
    const last = parts.at(-1);
    if (last && last.length + 1 + both.size <= MAX_ITEMS) {
      last.push(message);
      windows = both;
    } else {
      parts.push([message]);
      windows = new Set(own);
    }
  }
  return parts;
};

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
