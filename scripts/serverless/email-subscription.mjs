import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';

/** Of 100 subscriptions each; a topic with more of them is left unread. */
const MAX_PAGES = 20;

/**
 * @param {object} config what an AWS client is made of
 * @param {string} topicArn
 * @param {string} address
 * @returns {Promise<'confirmed' | 'pending' | 'missing'>} `missing`: AWS forgets an address that nobody confirms
 */
export async function emailSubscription(config, topicArn, address) {
  const found = await find(new SNSClient(config), topicArn, address);
  if (found === undefined) return 'missing';
  return found.SubscriptionArn?.startsWith('arn:') ? 'confirmed' : 'pending';
}

async function find(sns, TopicArn, address) {
  let NextToken;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    const found = answer.Subscriptions?.find(each => each.Protocol === 'email' && each.Endpoint === address);
    if (found !== undefined || answer.NextToken === undefined) return found;
    NextToken = answer.NextToken;
  }
  return undefined;
}
