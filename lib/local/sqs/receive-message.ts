import type { JsonObject } from '../../protocol/json.ts';
import type { Delivery } from './deliver.ts';
import { attributesMd5, selectAttributes } from './message-attributes.ts';
import { poll } from './poll.ts';
import { queueOf, type SqsAction } from './sqs-deps.ts';
import { optionalInteger, textList } from './sqs-input.ts';

/** Amazon SQS, ReceiveMessage. */
const MAX_MESSAGES = 10;
const MAX_WAIT_SECONDS = 20;
export const MAX_VISIBILITY_SECONDS = 43_200;

export const receiveMessage: SqsAction = async (deps, input) => {
  const queue = queueOf(deps, input);
  const { visibilityTimeoutSeconds, waitSeconds } = queue.settings;
  const deliveries = await poll(deps, queue, {
    max: optionalInteger(input, 'MaxNumberOfMessages', { min: 1, max: MAX_MESSAGES }) ?? 1,
    visibilityTimeoutSeconds:
      optionalInteger(input, 'VisibilityTimeout', { min: 0, max: MAX_VISIBILITY_SECONDS }) ?? visibilityTimeoutSeconds,
    waitSeconds: optionalInteger(input, 'WaitTimeSeconds', { min: 0, max: MAX_WAIT_SECONDS }) ?? waitSeconds,
  });
  // Without messages the service leaves the member out.
  return deliveries.length === 0 ? {} : { Messages: deliveries.map(delivery => present(delivery, input)) };
};

const present = (delivery: Delivery, input: JsonObject): object => {
  // `AttributeNames` is the older name of the same list.
  const wanted = [...textList(input, 'MessageSystemAttributeNames'), ...textList(input, 'AttributeNames')];
  const attributes = Object.entries(delivery.attributes).filter(
    ([name]) => wanted.includes(name) || wanted.includes('All'),
  );
  const selected = selectAttributes(delivery.messageAttributes, textList(input, 'MessageAttributeNames'));
  return {
    MessageId: delivery.messageId,
    ReceiptHandle: delivery.receiptHandle,
    Body: delivery.body,
    MD5OfBody: delivery.md5OfBody,
    ...(attributes.length > 0 && { Attributes: Object.fromEntries(attributes) }),
    ...(Object.keys(selected).length > 0 && {
      MessageAttributes: selected,
      MD5OfMessageAttributes: attributesMd5(selected),
    }),
  };
};
