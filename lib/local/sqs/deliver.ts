import type { MessageAttributes } from './message-attributes.ts';
import type { KeptMessage } from './message-table.ts';
import type { Queue } from './queue.ts';
import { nameOfArn, queueArn } from './queue-identity.ts';
import { receiptHandle } from './receipt-handle.ts';
import type { SqsDeps } from './sqs-deps.ts';

/** A message in the hands of a receiver; named as in the events that Lambda gets. */
export interface Delivery {
  messageId: string;
  receiptHandle: string;
  body: string;
  md5OfBody: string;
  /** `ApproximateReceiveCount`, `SentTimestamp` … */
  attributes: Record<string, string>;
  messageAttributes: MessageAttributes;
}

export interface DeliverOptions {
  max: number;
  /** UTF-8 of all bodies together; without it there is no bound. The first message comes whatever its size. */
  maxBytes?: number;
  visibilityTimeoutSeconds: number;
}

/**
 * Takes up to `max` messages out of sight, within the caller's transaction. What was received too often goes to the
 * dead-letter queue on the way. Groups of messages share what there is room for in equal parts, and what one of them
 * does not need goes to the others: nobody's message waits behind somebody else's thousand.
 * (Amazon SQS, "fair queues", has the same aim and looks at what is in flight; one receiver at a time has nothing there.)
 */
export const deliver = (deps: SqsDeps, queue: Queue, options: DeliverOptions): Delivery[] => {
  const now = deps.clock.now();
  deps.retention.sweep(queue, now);
  const round = { deps, queue, options, now, deliveries: [], bytes: 0 };
  while (round.deliveries.length < options.max && takeInTurns(round) > 0);
  return round.deliveries;
};

interface Round {
  deps: SqsDeps;
  queue: Queue;
  options: DeliverOptions;
  now: number;
  deliveries: Delivery[];
  /** Of the bodies of all deliveries. */
  bytes: number;
}

/** A share of what is left for each group. How many messages left the queue, whatever for. */
const takeInTurns = (round: Round): number => {
  const { deps, queue, options, now } = round;
  const turns = inTurn(deps.messages.turns(queue.id, now), deps.lastTurn.get(queue.id));
  const left = options.max - round.deliveries.length;
  const leftBytes = (options.maxBytes ?? Number.POSITIVE_INFINITY) - round.bytes;
  if (leftBytes <= 0) return 0;
  const limit = Math.ceil(left / turns.length);
  let taken = 0;
  for (const turn of turns.slice(0, left)) {
    taken += takeShare(round, { turn, limit, bytes: leftBytes / turns.length });
    deps.lastTurn.set(queue.id, turn);
    if (round.deliveries.length >= options.max) break;
  }
  return taken;
};

/** Begins behind the one that was served last. */
const inTurn = (turns: readonly string[], last: string | undefined): string[] => {
  if (last === undefined) return [...turns];
  const next = turns.findIndex(turn => turn > last);
  return next === -1 ? [...turns] : [...turns.slice(next), ...turns.slice(0, next)];
};

const takeShare = (round: Round, share: { turn: string; limit: number; bytes: number }): number => {
  const { deps, queue, options, now } = round;
  const limit = Math.min(share.limit, options.max - round.deliveries.length);
  const sentAfter = deps.retention.sentUntil(queue, now);
  const found = deps.messages.visible(queue.id, { ...share, limit, now, sentAfter });
  let taken = 0;
  for (const message of found) {
    // The first of a group is read whatever its size; into a batch that has others already it must fit.
    if (round.deliveries.length > 0 && round.bytes + message.bodyBytes > (options.maxBytes ?? Number.POSITIVE_INFINITY))
      break;
    taken++;
    if (deadLettered(deps, queue, message, now)) continue;
    round.deliveries.push(handOut(deps, queue, message, options, now));
    round.bytes += message.bodyBytes;
  }
  return taken;
};

const deadLettered = (deps: SqsDeps, queue: Queue, message: KeptMessage, now: number): boolean => {
  const policy = queue.settings.redrive;
  if (!policy || message.receivesHere < policy.maxReceiveCount) return false;
  const target = deps.queues.find(nameOfArn(policy.deadLetterTargetArn));
  if (!target) return false;
  deps.messages.deadLetter(message.seq, { queue: target.id, source: queue.id, now });
  deps.wakeUps.notify(target.id);
  return true;
};

const handOut = (
  deps: SqsDeps,
  queue: Queue,
  message: KeptMessage,
  { visibilityTimeoutSeconds }: DeliverOptions,
  now: number,
): Delivery => {
  const { seq, messageId, body, bodyMd5 } = message;
  const visible = now + visibilityTimeoutSeconds * 1000;
  deps.messages.deliver(seq, { now, visible });
  deps.wakeUps.expect(queue.id, visible);
  const receives = message.receives + 1;
  return {
    messageId,
    receiptHandle: receiptHandle({ queue: queue.id, seq, messageId, receives }),
    body,
    md5OfBody: bodyMd5,
    attributes: systemAttributes(deps, message, { receives, now }),
    messageAttributes: message.attributes,
  };
};

const systemAttributes = (
  deps: SqsDeps,
  message: KeptMessage,
  { receives, now }: { receives: number; now: number },
): Record<string, string> => {
  const source = message.source === undefined ? undefined : deps.queues.byId(message.source);
  const traceHeader = message.system.AWSTraceHeader?.StringValue;
  return {
    SenderId: deps.identity.account,
    SentTimestamp: String(message.sent),
    ApproximateReceiveCount: String(receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceive ?? now),
    ...(source && { DeadLetterQueueSourceArn: queueArn(deps.identity, source.name) }),
    ...(traceHeader !== undefined && { AWSTraceHeader: traceHeader }),
    ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
  };
};
