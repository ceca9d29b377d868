import type { JsonObject } from '../../protocol/json.ts';
import { parseBatch, settleBatch } from './batch.ts';
import { receiptOf } from './delete-messages.ts';
import type { Queue } from './queue.ts';
import { type Receipt, receiptHandle } from './receipt-handle.ts';
import { MAX_VISIBILITY_SECONDS } from './receive-message.ts';
import { queueOf, type SqsAction, type SqsDeps } from './sqs-deps.ts';
import { invalidParameter, missingParameter } from './sqs-error.ts';
import { optionalInteger } from './sqs-input.ts';

export const changeMessageVisibility: SqsAction = async (deps, input) => {
  await change(deps, queueOf(deps, input), input);
  return {};
};

export const changeMessageVisibilityBatch: SqsAction = async (deps, input) => {
  const queue = queueOf(deps, input);
  return settleBatch(parseBatch(input), async entry => {
    await change(deps, queue, entry.input);
    return {};
  });
};

/** Counted from now, whatever was left. `0` shows the message at once. */
export const setVisibility = async (deps: SqsDeps, receipt: Receipt, seconds: number): Promise<void> => {
  const visible = await deps.commit.run(() => {
    const at = deps.clock.now() + seconds * 1000;
    if (!deps.messages.setVisible(receipt, at)) throw notAvailable(receipt);
    return at;
  });
  if (seconds === 0) deps.wakeUps.notify(receipt.queue);
  else deps.wakeUps.expect(receipt.queue, visible);
};

const change = async (deps: SqsDeps, queue: Queue, input: JsonObject): Promise<void> => {
  const receipt = receiptOf(queue, input);
  const seconds = optionalInteger(input, 'VisibilityTimeout', { min: 0, max: MAX_VISIBILITY_SECONDS });
  if (seconds === undefined) throw missingParameter('VisibilityTimeout');
  await setVisibility(deps, receipt, seconds);
};

const notAvailable = (receipt: Receipt): Error =>
  invalidParameter(
    `Value ${receiptHandle(receipt)} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
  );
