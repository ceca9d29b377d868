import { isObject } from '../../protocol/json.ts';
import { MAX_DELAY_SECONDS, MAX_MESSAGE_BYTES } from './new-message.ts';
import type { QueueSettings, RedrivePolicy } from './queue.ts';
import { invalidAttributeName, invalidAttributeValue, invalidParameter, unsupportedOperation } from './sqs-error.ts';

interface NumericAttribute {
  fallback: number;
  min: number;
  max: number;
}

/** Amazon SQS, CreateQueue: default and range of each, in seconds or bytes. */
const NUMERIC = {
  VisibilityTimeout: { fallback: 30, min: 0, max: 43_200 },
  DelaySeconds: { fallback: 0, min: 0, max: MAX_DELAY_SECONDS },
  MessageRetentionPeriod: { fallback: 345_600, min: 60, max: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { fallback: 0, min: 0, max: 20 },
  MaximumMessageSize: { fallback: MAX_MESSAGE_BYTES, min: 1_024, max: MAX_MESSAGE_BYTES },
} as const satisfies Record<string, NumericAttribute>;
type NumericName = keyof typeof NUMERIC;

/** Kept and given back, without effect here: there is no key and no other principal. */
const KEPT = new Set([
  'Policy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
]);

export const NUMERIC_DEFAULTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(NUMERIC).map(([name, { fallback }]) => [name, String(fallback)]),
);

/** Checks what a caller sets; an empty value takes an attribute away. */
export const checkQueueAttributes = (given: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(given)) {
    if (isNumeric(name)) numericValue(name, value);
    else if (name === 'RedrivePolicy') parseRedrivePolicy(value);
    else if (name === 'FifoQueue') throw unsupportedOperation('FIFO queues are not part of this stand-in.');
    else if (!KEPT.has(name)) throw invalidAttributeName(name);
  }
};

export const queueSettings = (given: Readonly<Record<string, string>>): QueueSettings => ({
  visibilityTimeoutSeconds: numericValue('VisibilityTimeout', given.VisibilityTimeout),
  delaySeconds: numericValue('DelaySeconds', given.DelaySeconds),
  retentionSeconds: numericValue('MessageRetentionPeriod', given.MessageRetentionPeriod),
  waitSeconds: numericValue('ReceiveMessageWaitTimeSeconds', given.ReceiveMessageWaitTimeSeconds),
  maximumMessageBytes: numericValue('MaximumMessageSize', given.MaximumMessageSize),
  redrive: parseRedrivePolicy(given.RedrivePolicy),
});

/** Amazon SQS, SetQueueAttributes. */
const MAX_RECEIVE_COUNT = 1_000;

const isNumeric = (name: string): name is NumericName => Object.hasOwn(NUMERIC, name);

const numericValue = (name: NumericName, value: string | undefined): number => {
  const { fallback, min, max } = NUMERIC[name];
  if (value === undefined || value === '') return fallback;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) throw invalidAttributeValue(name);
  return number;
};

const parseRedrivePolicy = (value: string | undefined): RedrivePolicy | undefined => {
  if (value === undefined || value === '') return undefined;
  const policy = parseJson(value);
  const target = isObject(policy) ? policy.deadLetterTargetArn : undefined;
  const count = isObject(policy) ? Number(policy.maxReceiveCount) : Number.NaN;
  if (typeof target !== 'string' || !Number.isInteger(count) || count < 1 || count > MAX_RECEIVE_COUNT) {
    throw invalidRedrivePolicy(
      value,
      `Redrive policy must name deadLetterTargetArn and a maxReceiveCount of 1 to ${MAX_RECEIVE_COUNT}.`,
    );
  }
  return { deadLetterTargetArn: target, maxReceiveCount: count };
};

export const invalidRedrivePolicy = (value: string, reason: string): Error =>
  invalidParameter(`Value ${value} for parameter RedrivePolicy is invalid. Reason: ${reason}`);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is as wrong as JSON of another shape; the caller refuses both with the same words.
    return undefined;
  }
};
