import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  type Message,
  PurgeQueueCommand,
  type QueueAttributeName,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connect, Connection } from '../support/sdk-over-wire.ts';

let names = 0;
/** Unused so far, also on an emulator that keeps the queues of the last run. */
const newName = (): string => `suite-${Date.now()}-${++names}`;

export const describeSqs = (name: string, connect: Connect): void => {
  describe(`SQS: ${name}`, () => {
    let connection: Connection;
    let client: SQSClient;
    let queue: string;

    beforeAll(async () => {
      connection = await connect();
      client = new SQSClient(connection.config);
    });
    afterAll(async () => {
      client.destroy();
      await connection.close();
    });
    beforeEach(async () => {
      queue = await create();
    });

    const create = async (attributes: Partial<Record<QueueAttributeName, string>> = {}): Promise<string> => {
      const created = await client.send(new CreateQueueCommand({ QueueName: newName(), Attributes: attributes }));
      return created.QueueUrl ?? '';
    };
    const send = async (body: string): Promise<string> =>
      (await client.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: body }))).MessageId ?? '';
    const receive = async (options: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> => {
      const command = new ReceiveMessageCommand({
        QueueUrl: queue,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
        ...options,
      });
      return (await client.send(command)).Messages ?? [];
    };
    const attributes = async (url: string): Promise<Partial<Record<string, string>>> =>
      (await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }))).Attributes ?? {};
    const arn = async (url: string): Promise<string> => (await attributes(url)).QueueArn ?? '';
    const withDeadLetters = async (maxReceiveCount: number): Promise<string> => {
      const deadLetters = await create();
      const policy = JSON.stringify({ deadLetterTargetArn: await arn(deadLetters), maxReceiveCount });
      queue = await create({ RedrivePolicy: policy });
      return deadLetters;
    };
    /** Receives and gives back, until the queue has nothing more to give. */
    const wearOut = async (): Promise<void> => {
      while ((await receive({ VisibilityTimeout: 0 })).length > 0);
    };

    test('a sent message is received with its id, body and times, and is gone once deleted', async () => {
      const id = await send('hello, 세계 👋');
      const [message] = await receive();
      expect(message?.MessageId).toBe(id);
      expect(message?.Body).toBe('hello, 세계 👋');
      expect(message?.Attributes?.ApproximateReceiveCount).toBe('1');
      expect(Number(message?.Attributes?.SentTimestamp)).toBeGreaterThan(1.6e12);
      expect(Number(message?.Attributes?.ApproximateFirstReceiveTimestamp)).toBeGreaterThan(1.6e12);
      expect(message?.Attributes?.SenderId).toBeTruthy();
      await client.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: message?.ReceiptHandle }));
      expect(await attributes(queue)).toMatchObject({
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '0',
      });
    });

    test('a received message is hidden from others until it is given back', async () => {
      await send('once');
      const [message] = await receive();
      expect(await receive()).toEqual([]);
      expect((await attributes(queue)).ApproximateNumberOfMessagesNotVisible).toBe('1');
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queue,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );
      const [again] = await receive();
      expect(again?.MessageId).toBe(message?.MessageId);
      expect(again?.Attributes?.ApproximateReceiveCount).toBe('2');
      expect(again?.ReceiptHandle).not.toBe(message?.ReceiptHandle);
    });

    test('a message whose receiver has died comes back after its visibility timeout', async () => {
      await send('poor receiver');
      await receive({ VisibilityTimeout: 1 });
      const [again] = await receive({ WaitTimeSeconds: 20 });
      expect(again?.Body).toBe('poor receiver');
    });

    test('a long poll is woken by a message that comes later', async () => {
      const waiting = receive({ WaitTimeSeconds: 20 });
      await send('late');
      expect((await waiting).map(message => message.Body)).toEqual(['late']);
    });

    test('a long poll of an empty queue ends empty', async () => {
      expect(await receive({ WaitTimeSeconds: 1 })).toEqual([]);
    });

    test('a delayed message is not there before its time', async () => {
      await client.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'later', DelaySeconds: 1 }));
      expect(await receive()).toEqual([]);
      expect((await receive({ WaitTimeSeconds: 20 })).map(message => message.Body)).toEqual(['later']);
    });

    test('message attributes arrive as they were sent, and only those that were asked for', async () => {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queue,
          MessageBody: 'with attributes',
          MessageAttributes: {
            'a.text': { DataType: 'String', StringValue: '값' },
            'a.number': { DataType: 'Number.int', StringValue: '42' },
            bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255, 1) },
          },
        }),
      );
      const [some] = await receive({ MessageAttributeNames: ['a.*'], VisibilityTimeout: 0 });
      expect(Object.keys(some?.MessageAttributes ?? {}).sort()).toEqual(['a.number', 'a.text']);
      const [all] = await receive();
      expect(all?.MessageAttributes?.['a.text']).toMatchObject({ DataType: 'String', StringValue: '값' });
      expect([...(all?.MessageAttributes?.bytes?.BinaryValue ?? [])]).toEqual([0, 255, 1]);
    });

    test('the digest of attributes is the documented one', async () => {
      const sent = await client.send(
        new SendMessageCommand({
          QueueUrl: queue,
          MessageBody: 'This is a test message',
          MessageAttributes: { test_attribute_name_1: { DataType: 'String', StringValue: 'test_attribute_value_1' } },
        }),
      );
      // md5 over length-prefixed name, type, 0x01 and length-prefixed value.
      expect(sent.MD5OfMessageAttributes).toBe('ba056227cfd9533dba1f72ad9816d233');
    });

    test('a batch answers for each of its entries', async () => {
      const sent = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queue,
          Entries: [
            { Id: 'good', MessageBody: 'good' },
            { Id: 'late', MessageBody: 'bad', DelaySeconds: 9_000 },
          ],
        }),
      );
      expect(sent.Successful?.map(entry => entry.Id)).toEqual(['good']);
      expect(sent.Failed).toMatchObject([{ Id: 'late', SenderFault: true, Code: 'InvalidParameterValue' }]);
      const [message] = await receive();
      const gone = await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: queue,
          Entries: [
            { Id: 'one', ReceiptHandle: message?.ReceiptHandle },
            { Id: 'two', ReceiptHandle: 'never issued' },
          ],
        }),
      );
      expect(gone.Successful?.map(entry => entry.Id)).toEqual(['one']);
      expect(gone.Failed).toMatchObject([{ Id: 'two', Code: 'ReceiptHandleIsInvalid' }]);
    });

    test('visibility can be changed in a batch', async () => {
      await send('a');
      await send('b');
      const messages = [...(await receive()), ...(await receive())];
      const Entries = messages.map((message, index) => ({
        Id: String(index),
        ReceiptHandle: message.ReceiptHandle,
        VisibilityTimeout: 0,
      }));
      const changed = await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue, Entries }));
      expect(changed.Successful).toHaveLength(2);
      expect(await receive()).toHaveLength(2);
    });

    test('a batch without entries, with too many or with one id twice is refused', async () => {
      const sendBatch = (ids: string[]) =>
        client.send(
          new SendMessageBatchCommand({ QueueUrl: queue, Entries: ids.map(Id => ({ Id, MessageBody: 'x' })) }),
        );
      await expect(sendBatch([])).rejects.toMatchObject({ name: /EmptyBatchRequest/ });
      await expect(sendBatch(Array.from({ length: 11 }, (_, i) => String(i)))).rejects.toMatchObject({
        name: /TooManyEntriesInBatchRequest/,
      });
      await expect(sendBatch(['same', 'same'])).rejects.toMatchObject({ name: /BatchEntryIdsNotDistinct/ });
    });

    test('a message of 1 MiB is taken and one byte more is refused', async () => {
      await send('x'.repeat(1_048_576));
      const [message] = await receive();
      expect(message?.Body).toHaveLength(1_048_576);
      await expect(send('x'.repeat(1_048_577))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    });

    test('a batch of more than 1 MiB is refused as a whole', async () => {
      const Entries = ['a', 'b'].map(Id => ({ Id, MessageBody: 'x'.repeat(600_000) }));
      await expect(client.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }))).rejects.toMatchObject({
        name: /BatchRequestTooLong/,
      });
      expect(await receive()).toEqual([]);
    });

    test('characters that XML forbids are refused, line breaks and tabs are not', async () => {
      await expect(send('null \u0000')).rejects.toMatchObject({ name: 'InvalidMessageContents' });
      await expect(send('bell \u0007')).rejects.toMatchObject({ name: 'InvalidMessageContents' });
      await expect(send('\uffff')).rejects.toMatchObject({ name: 'InvalidMessageContents' });
      await send('tab\t, lines\r\n');
      expect((await receive())[0]?.Body).toBe('tab\t, lines\r\n');
    });

    test('a message that is received too often moves to the dead-letter queue under its own id', async () => {
      const deadLetters = await withDeadLetters(2);
      const id = await send('poison');
      await wearOut();
      const [dead] = await receive({ QueueUrl: deadLetters });
      expect(dead?.MessageId).toBe(id);
      expect(dead?.Body).toBe('poison');
      expect(dead?.Attributes?.DeadLetterQueueSourceArn).toBe(await arn(queue));
      const sources = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: deadLetters }));
      expect(sources.queueUrls).toEqual([queue]);
    });

    test('dead letters can be sent back to where they came from', async () => {
      const deadLetters = await withDeadLetters(1);
      await send('poison');
      await wearOut();
      const SourceArn = await arn(deadLetters);
      await client.send(new StartMessageMoveTaskCommand({ SourceArn }));
      const [back] = await receive({ WaitTimeSeconds: 20 });
      expect(back?.Body).toBe('poison');
      expect(back?.Attributes?.ApproximateReceiveCount).toBe('1');
      expect(await receive({ QueueUrl: deadLetters })).toEqual([]);
      const tasks = await client.send(new ListMessageMoveTasksCommand({ SourceArn }));
      expect(tasks.Results?.[0]?.ApproximateNumberOfMessagesMoved).toBe(1);
    });

    test('a queue is found by its name, and its attributes can be changed', async () => {
      const QueueName = queue.slice(queue.lastIndexOf('/') + 1);
      expect((await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl).toBe(queue);
      const listed = await client.send(new ListQueuesCommand({ QueueNamePrefix: QueueName }));
      expect(listed.QueueUrls).toEqual([queue]);
      await client.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { VisibilityTimeout: '7' } }));
      expect(await attributes(queue)).toMatchObject({ VisibilityTimeout: '7', MessageRetentionPeriod: '345600' });
    });

    test('creating a queue again is fine, unless it shall be another one', async () => {
      const QueueName = newName();
      const one = await client.send(new CreateQueueCommand({ QueueName, Attributes: { DelaySeconds: '1' } }));
      const two = await client.send(new CreateQueueCommand({ QueueName, Attributes: { DelaySeconds: '1' } }));
      expect(two.QueueUrl).toBe(one.QueueUrl);
      await expect(
        client.send(new CreateQueueCommand({ QueueName, Attributes: { DelaySeconds: '2' } })),
      ).rejects.toMatchObject({ name: /QueueNameExists|QueueAlreadyExists/ });
    });

    test('a purged queue is empty', async () => {
      await send('a');
      await client.send(new PurgeQueueCommand({ QueueUrl: queue }));
      expect(await receive()).toEqual([]);
    });

    test('a queue that is not there is named as such', async () => {
      const QueueName = newName();
      await expect(client.send(new GetQueueUrlCommand({ QueueName }))).rejects.toBeInstanceOf(QueueDoesNotExist);
      await client.send(new DeleteQueueCommand({ QueueUrl: queue }));
      await expect(send('nobody home')).rejects.toBeInstanceOf(QueueDoesNotExist);
    });

    test('attributes out of their range and unknown ones are refused', async () => {
      await expect(create({ VisibilityTimeout: '43201' })).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
      const unknown = { Imaginary: '1' } as Partial<Record<QueueAttributeName, string>>; // what a caller without types may send
      await expect(create(unknown)).rejects.toMatchObject({ name: 'InvalidAttributeName' });
    });

    test('deleting with an old receipt is answered well', async () => {
      await send('twice received');
      const [first] = await receive({ VisibilityTimeout: 0 });
      await receive();
      await client.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: first?.ReceiptHandle }));
    });
  });
};
