import { randomUUID } from 'node:crypto';
import { element, type Xml } from '../s3/xml.ts';
import type { SnsAction } from './sns-deps.ts';
import { invalidParameter } from './sns-error.ts';
import type { Subscription } from './topics.ts';

/** Amazon SNS, CreateTopic. */
const TOPIC_NAME = /^[A-Za-z0-9_-]{1,256}$/;
/** Amazon SNS, ListTopics. */
const PAGE_SIZE = 100;

export const createTopic: SnsAction = async ({ topics, region, account }, form) => {
  const name = form.text('Name') ?? '';
  if (!TOPIC_NAME.test(name)) throw invalidParameter('Topic Name');
  const arn = `arn:aws:sns:${region}:${account}:${name}`;
  topics.create(arn);
  return [element('TopicArn', arn)];
};

/** The token is the last topic shown. */
export const listTopics: SnsAction = async ({ topics }, form) => {
  const after = form.text('NextToken') ?? '';
  const rest = topics.arns().filter(arn => arn > after);
  const page = rest.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return [
    element(
      'Topics',
      page.map(arn => element('member', element('TopicArn', arn))),
    ),
    ...(rest.length > page.length && last !== undefined ? [element('NextToken', last)] : []),
  ];
};

export const subscribe: SnsAction = async ({ topics }, form) => {
  const topicArn = form.text('TopicArn') ?? '';
  topics.require(topicArn);
  const protocol = form.text('Protocol') ?? '';
  if (protocol === '') throw invalidParameter('Protocol');
  const arn = `${topicArn}:${randomUUID()}`;
  topics.subscribe({ arn, topicArn, protocol, endpoint: form.text('Endpoint') ?? '' });
  return [element('SubscriptionArn', arn)];
};

export const listSubscriptionsByTopic: SnsAction = async ({ topics, account }, form) => {
  const topicArn = form.text('TopicArn') ?? '';
  topics.require(topicArn);
  return [
    element(
      'Subscriptions',
      topics.subscriptions(topicArn).map(one => presentSubscription(one, account)),
    ),
  ];
};

const presentSubscription = ({ arn, topicArn, protocol, endpoint }: Subscription, owner: string): Xml =>
  element('member', [
    element('SubscriptionArn', arn),
    element('Owner', owner),
    element('Protocol', protocol),
    element('Endpoint', endpoint),
    element('TopicArn', topicArn),
  ]);
