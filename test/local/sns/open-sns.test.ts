import { beforeEach, describe, expect, test } from '@jest/globals';
import { openSns, type Sns } from '../../../lib/local/sns/open-sns.ts';
import type { SnsNotification } from '../../../lib/local/sns/topics.ts';

describe('the embedded topic', () => {
  let sns: Sns;
  let topic: string;

  const call = async (form: Record<string, string>) => {
    const response = await sns.wire({
      method: 'POST',
      protocol: 'https:',
      hostname: 'sns.us-east-1.amazonaws.com',
      path: '/',
      query: '',
      headers: {},
      body: Buffer.from(new URLSearchParams(form).toString()),
    });
    return { status: response.status, text: String(response.body) };
  };
  const publish = (form: Record<string, string>) =>
    call({ Action: 'Publish', TopicArn: topic, Message: 'text', ...form });

  beforeEach(async () => {
    sns = openSns({ clock: { now: () => Date.UTC(2026, 10, 1, 12, 30, 15, 7) } });
    topic = sns.arn('alerts');
    await call({ Action: 'CreateTopic', Name: 'alerts' });
  });

  test('a listener gets the notification that a subscriber of SNS would get', async () => {
    const heard: SnsNotification[] = [];
    sns.subscribe(topic, notification => void heard.push(notification));
    const { text } = await publish({
      Subject: 'New issue',
      Message: 'It <broke> & 울었다',
      'MessageAttributes.entry.1.Name': 'kind',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'new',
    });
    expect(heard).toEqual([
      {
        Type: 'Notification',
        MessageId: /<MessageId>(.*)<\/MessageId>/.exec(text)?.[1],
        TopicArn: topic,
        Subject: 'New issue',
        Message: 'It <broke> & 울었다',
        Timestamp: '2026-11-01T12:30:15.007Z',
        SignatureVersion: '1',
        Signature: '',
        SigningCertURL: '',
        UnsubscribeURL: '',
        MessageAttributes: { kind: { Type: 'String', Value: 'new' } },
      },
    ]);
  });

  test('a listener gets the texts by protocol beside the one for all others', async () => {
    const heard: unknown[] = [];
    sns.subscribe(topic, ({ Message }, texts) => void heard.push([Message, texts.sms]));
    await publish({ MessageStructure: 'json', Message: JSON.stringify({ default: 'long', sms: 'short' }) });
    expect(heard).toEqual([['long', 'short']]);
  });

  test('publishing is answered only when the listener is done', async () => {
    const order: string[] = [];
    let done = (): void => {};
    sns.subscribe(topic, async () => {
      await new Promise<void>(resolve => {
        done = resolve;
      });
      order.push('listened');
    });
    const published = publish({}).then(() => order.push('answered'));
    done();
    await published;
    expect(order).toEqual(['listened', 'answered']);
  });

  test('a listener that fails makes the publishing fail', async () => {
    sns.subscribe(topic, () => Promise.reject(new Error('inbox is full')));
    await expect(publish({})).rejects.toThrow('inbox is full');
  });

  test('who has stopped listening hears nothing more, nor does who listens to another topic', async () => {
    let heard = 0;
    const listener = () => {
      heard += 1;
    };
    const stop = sns.subscribe(topic, listener);
    sns.subscribe(`${topic}-other`, listener);
    await publish({});
    stop();
    await publish({});
    expect(heard).toBe(1);
  });

  test.each(['', ' leading blank', 'bell\u0007', '한글', 'line\r'])('the subject %j is refused', async Subject => {
    expect((await publish({ Subject })).text).toContain('<Code>InvalidParameter</Code>');
  });

  test('an unknown action is refused', async () => {
    expect(await call({ Action: 'constructor' })).toMatchObject({ status: 400 });
    expect((await call({})).text).toContain('<Code>InvalidAction</Code>');
  });
});
