import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Notifier } from '../ports/notifier.ts';

/** Publishes to one topic: text for e-mail and everything else, a short line for SMS, attributes for filter policies. */
export const snsNotifier = (client: SNSClient, topicArn: string): Notifier => ({
  publish: async notification => {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: notification.subject,
        MessageStructure: 'json',
        Message: JSON.stringify({ default: notification.text, sms: notification.sms }),
        MessageAttributes: Object.fromEntries(
          Object.entries(notification.attributes).map(([name, value]) => [
            name,
            { DataType: 'String', StringValue: value },
          ]),
        ),
      }),
    );
  },
});
