import type { SnsAttribute } from './message-attributes.ts';
import { topicNotFound } from './sns-error.ts';

/** What SNS hands to a subscriber, in its own spelling. The signature is empty: there is no certificate to check it by. */
export interface SnsNotification {
  Type: 'Notification';
  MessageId: string;
  TopicArn: string;
  Subject?: string;
  Message: string;
  /** ISO 8601 with milliseconds. */
  Timestamp: string;
  SignatureVersion: '1';
  Signature: '';
  SigningCertURL: '';
  UnsubscribeURL: '';
  MessageAttributes?: Record<string, SnsAttribute>;
}

/** `texts`: the message by protocol (`email`, `sms` …) as far as the publisher told them apart, and its `default`. */
export type SnsListener = (
  notification: SnsNotification,
  texts: Readonly<Record<string, string>>,
) => Promise<void> | void;

export interface Subscription {
  arn: string;
  topicArn: string;
  protocol: string;
  endpoint: string;
}

/** Topics live as long as the process: whoever starts it creates them. */
export interface Topics {
  /** Creating it again is fine. */
  create(arn: string): void;
  /** Sorted. */
  arns(): string[];
  require(arn: string): void;
  listen(arn: string, listener: SnsListener): () => void;
  listeners(arn: string): SnsListener[];
  /** Kept to be listed; nothing is delivered to an endpoint. */
  subscribe(subscription: Subscription): void;
  subscriptions(topicArn: string): Subscription[];
}

export const topics = (): Topics => {
  const known = new Set<string>();
  const listening = new Map<string, Set<SnsListener>>();
  const subscribed = new Map<string, Subscription>();
  return {
    create: arn => void known.add(arn),
    arns: () => [...known].sort(),
    require(arn) {
      if (!known.has(arn)) throw topicNotFound();
    },
    listen(arn, listener) {
      const own = listening.get(arn) ?? new Set();
      listening.set(arn, own.add(listener));
      return () => void own.delete(listener);
    },
    listeners: arn => [...(listening.get(arn) ?? [])],
    subscribe: subscription => void subscribed.set(subscription.arn, subscription),
    subscriptions: topicArn => [...subscribed.values()].filter(one => one.topicArn === topicArn),
  };
};
