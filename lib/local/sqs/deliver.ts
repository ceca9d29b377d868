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
  visibilityTimeoutSeconds: number;
}

/**
 * Takes up to `max` messages out of sight, within the caller's transaction. What was received too often goes to the
 * dead-letter queue on the way; so there may be fewer than `max`, but never none while there are any to be had.
 */
export const deliver = (deps: SqsDeps, queue: Queue, options: DeliverOptions): Delivery[] => {
  const now = deps.clock.now();
  deps.retention.sweep(queue, now);
  const sentAfter = deps.retention.sentUntil(queue, now);
  for (;;) {
    const found = deps.messages.visible(queue.id, { now, sentAfter, limit: options.max });
    const fresh = found.filter(message => !deadLettered(deps, queue, message, now));
    if (fresh.length > 0 || found.length === 0)
      return fresh.map(message => handOut(deps, queue, message, options, now));
  }
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
