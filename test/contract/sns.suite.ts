import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  NotFoundException,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connect, Connection } from '../support/sdk-over-wire.ts';

export const describeSns = (name: string, connect: Connect): void => {
  describe(`SNS: ${name}`, () => {
    const Name = `suite-${Date.now()}`;
    let connection: Connection;
    let client: SNSClient;
    let TopicArn: string;

    beforeAll(async () => {
      connection = await connect();
      client = new SNSClient(connection.config);
      TopicArn = (await client.send(new CreateTopicCommand({ Name }))).TopicArn ?? '';
    });
    afterAll(async () => {
      client.destroy();
      await connection.close();
    });

    const publish = (input: Partial<PublishCommandInput>) =>
      client.send(new PublishCommand({ TopicArn, Message: 'text', ...input }));

    test('a topic is listed once it is created, and creating it again is fine', async () => {
      expect((await client.send(new CreateTopicCommand({ Name }))).TopicArn).toBe(TopicArn);
      const listed = await client.send(new ListTopicsCommand({}));
      expect(listed.Topics).toContainEqual({ TopicArn });
    });

    test('each published message has an id of its own', async () => {
      const one = await publish({ Subject: 'A subject', Message: 'one & <two>' });
      const two = await publish({});
      expect(one.MessageId).toMatch(/^[0-9a-f-]{36}$/);
      expect(two.MessageId).not.toBe(one.MessageId);
    });

    test('a subject of 100 characters of ASCII is taken; longer ones and line breaks are refused', async () => {
      await publish({ Subject: 'x'.repeat(100) });
      for (const Subject of ['x'.repeat(101), 'two\nlines', 'tab\t']) {
        await expect(publish({ Subject })).rejects.toMatchObject({ name: /InvalidParameter/ });
      }
    });

    test('text and attributes of 256 KiB are taken and one byte more is refused', async () => {
      await publish({ Message: 'x'.repeat(262_144) });
      await expect(publish({ Message: 'x'.repeat(262_145) })).rejects.toMatchObject({ name: /InvalidParameter/ });
    });

    test('an empty message is refused', async () => {
      await expect(publish({ Message: '' })).rejects.toMatchObject({ name: /InvalidParameter/ });
    });

    test('texts by protocol need one for all others', async () => {
      const MessageStructure = 'json';
      await publish({ MessageStructure, Message: JSON.stringify({ default: 'long', sms: 'short' }) });
      for (const Message of ['{"sms":"short"}', 'not json', '"text"', '{"default":1}']) {
        await expect(publish({ MessageStructure, Message })).rejects.toMatchObject({ name: /InvalidParameter/ });
      }
    });

    test('attributes without value or of an unknown type are refused', async () => {
      await publish({
        MessageAttributes: {
          level: { DataType: 'String', StringValue: 'error' },
          count: { DataType: 'Number', StringValue: '3' },
          bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2) },
        },
      });
      for (const attribute of [
        { DataType: 'Imaginary', StringValue: 'x' },
        { DataType: 'String', StringValue: '' },
      ]) {
        await expect(publish({ MessageAttributes: { attribute } })).rejects.toMatchObject({
          name: /ParameterValue|InvalidParameter/,
        });
      }
    });

    test('a batch answers for each of its entries', async () => {
      const entries = [
        { Id: 'a', Message: 'a' },
        { Id: 'b', Message: 'b', Subject: 'B' },
      ];
      const answer = await client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }));
      expect(answer.Successful?.map(entry => entry.Id)).toEqual(['a', 'b']);
      const twice = entries.map(entry => ({ ...entry, Id: 'same' }));
      await expect(
        client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: twice })),
      ).rejects.toMatchObject({ name: /BatchEntryIdsNotDistinct/ });
    });

    test('a topic that is not there is named as such', async () => {
      await expect(publish({ TopicArn: `${TopicArn}-not` })).rejects.toBeInstanceOf(NotFoundException);
    });

    test('a subscription is listed', async () => {
      await client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'dev@example.com' }));
      const listed = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      expect(listed.Subscriptions).toMatchObject([{ TopicArn, Protocol: 'email', Endpoint: 'dev@example.com' }]);
    });
  });
};
