import { parseBatch, settleBatch } from './batch.ts';
import { checkSize, MAX_MESSAGE_BYTES, type NewMessage, parseNewMessage } from './new-message.ts';
import type { Queue } from './queue.ts';
import { newMessageId, queueOf, type SqsAction, type SqsDeps } from './sqs-deps.ts';
import { batchFault, queueDoesNotExist } from './sqs-error.ts';

export const sendMessage: SqsAction = async (deps, input) => {
  const queue = queueOf(deps, input);
  return enqueue(deps, queue, parseNewMessage(input));
};

/** The entries share one transaction, as all sends of one turn of the event loop do. */
export const sendMessageBatch: SqsAction = async (deps, input) => {
  const queue = queueOf(deps, input);
  const entries = parseBatch(input);
  checkBatchSize(entries.map(entry => entry.input.MessageBody));
  return settleBatch(entries, async entry => enqueue(deps, queue, parseNewMessage(entry.input)));
};

const enqueue = async (deps: SqsDeps, queue: Queue, message: NewMessage): Promise<object> => {
  checkSize(message, queue.settings.maximumMessageBytes);
  const messageId = newMessageId(deps);
  const delaySeconds = message.delaySeconds ?? queue.settings.delaySeconds;
  const visible = await deps.commit.run(() => insert(deps, queue, { message, messageId, delaySeconds }));
  if (delaySeconds > 0) deps.wakeUps.expect(queue.id, visible);
  else deps.wakeUps.notify(queue.id);
  return {
    MessageId: messageId,
    MD5OfMessageBody: message.bodyMd5,
    MD5OfMessageAttributes: message.attributesMd5,
    MD5OfMessageSystemAttributes: message.systemMd5,
  };
};

const insert = (
  deps: SqsDeps,
  queue: Queue,
  sent: { message: NewMessage; messageId: string; delaySeconds: number },
): number => {
  // It may have been deleted since the request was read.
  if (!deps.queues.byId(queue.id)) throw queueDoesNotExist();
  const now = deps.clock.now();
  const visible = now + sent.delaySeconds * 1000;
  deps.messages.insert(sent.message, { queue: queue.id, messageId: sent.messageId, sent: now, visible });
  return visible;
};

const checkBatchSize = (bodies: readonly unknown[]): void => {
  const bytes = bodies.reduce<number>((sum, body) => sum + (typeof body === 'string' ? Buffer.byteLength(body) : 0), 0);
  if (bytes > MAX_MESSAGE_BYTES) {
    throw batchFault(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${MAX_MESSAGE_BYTES} bytes. You have sent ${bytes} bytes.`,
    );
  }
};
