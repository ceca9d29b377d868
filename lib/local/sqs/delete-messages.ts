import type { JsonObject } from '../../protocol/json.ts';
import { parseBatch, settleBatch } from './batch.ts';
import type { Queue } from './queue.ts';
import { parseReceiptHandle, type Receipt } from './receipt-handle.ts';
import { queueOf, type SqsAction, type SqsDeps } from './sqs-deps.ts';
import { receiptHandleIsInvalid } from './sqs-error.ts';
import { requiredText } from './sqs-input.ts';

export const deleteMessage: SqsAction = async (deps, input) => {
  await deleteByReceipt(deps, receiptOf(queueOf(deps, input), input));
  return {};
};

export const deleteMessageBatch: SqsAction = async (deps, input) => {
  const queue = queueOf(deps, input);
  return settleBatch(parseBatch(input), async entry => {
    await deleteByReceipt(deps, receiptOf(queue, entry.input));
    return {};
  });
};

/**
 * A stale receipt deletes nothing and is no error: the service promises no more than that, and whoever relies on more
 * shall learn of it here. Returns whether the message went.
 */
export const deleteByReceipt = (deps: SqsDeps, receipt: Receipt): Promise<boolean> =>
  deps.commit.run(() => deps.messages.delete(receipt));

export const receiptOf = (queue: Queue, input: JsonObject): Receipt => {
  const handle = requiredText(input, 'ReceiptHandle');
  return checkedReceipt(queue, handle);
};

export const checkedReceipt = (queue: Queue, handle: string): Receipt => {
  const receipt = parseReceiptHandle(handle);
  if (receipt.queue !== queue.id) throw receiptHandleIsInvalid(handle);
  return receipt;
};
