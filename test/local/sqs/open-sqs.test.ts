import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openSqs, type Sqs } from '../../../lib/local/sqs/open-sqs.ts';
import type { JsonObject } from '../../../lib/protocol/json.ts';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

describe('the embedded queue', () => {
  let directory: string;
  let now: number;
  let ids: number;
  let sqs: Sqs;

  const open = (): Sqs =>
    openSqs({
      file: join(directory, 'sqs.db'),
      clock: { now: () => now },
      ids: { hex32: () => (++ids).toString(16).padStart(32, '0') },
    });
  const call = async (operation: string, input: JsonObject) => {
    const response = await sqs.wire({
      method: 'POST',
      protocol: 'https:',
      hostname: 'sqs.us-east-1.amazonaws.com',
      path: '/',
      query: '',
      headers: { 'x-amz-target': `AmazonSQS.${operation}` },
      body: Buffer.from(JSON.stringify(input)),
    });
    return { status: response.status, headers: response.headers, answer: JSON.parse(String(response.body)) };
  };
  const send = (body: string, queue = 'work') => call('SendMessage', { QueueUrl: sqs.url(queue), MessageBody: body });
  const bodies = async (queue = 'work') => (await sqs.receive(queue, { max: 100 })).map(message => message.body);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'allim-sqs-'));
    now = Date.UTC(2026, 10, 1);
    ids = 0;
    sqs = open();
    await call('CreateQueue', { QueueName: 'work', Attributes: { VisibilityTimeout: '60' } });
  });
  afterEach(async () => {
    sqs.close();
    await rm(directory, { recursive: true });
  });

  test('everything that was sent and not deleted is there after it was closed and opened again', async () => {
    await Promise.all([send('a'), send('b'), send('c')]);
    const [first] = await sqs.receive('work', { max: 1, visibilityTimeoutSeconds: 0 });
    await sqs.delete('work', [first?.receiptHandle ?? '']);
    sqs.close();
    sqs = open();
    expect(await bodies()).toEqual(['b', 'c']);
  });

  test('what was in flight at a crash is shown again by releaseInFlight, with its deliveries still counted', async () => {
    await send('in flight');
    await sqs.receive('work', { max: 1 });
    sqs.close();
    sqs = open();
    expect(await bodies()).toEqual([]);
    expect(await sqs.releaseInFlight()).toBe(1);
    const [again] = await sqs.receive('work', { max: 1 });
    expect(again?.attributes.ApproximateReceiveCount).toBe('2');
  });

  test('releaseInFlight leaves delayed messages delayed', async () => {
    await call('SendMessage', { QueueUrl: sqs.url('work'), MessageBody: 'later', DelaySeconds: 10 });
    expect(await sqs.releaseInFlight()).toBe(0);
    expect(await bodies()).toEqual([]);
    now += 10 * SECOND;
    expect(await bodies()).toEqual(['later']);
  });

  test('all sends of one turn of the event loop are one transaction, and none is answered before it is written', async () => {
    const other = new DatabaseSync(join(directory, 'sqs.db'), { readOnly: true });
    const written = () => Number(other.prepare('SELECT count(*) AS n FROM messages').get()?.n);
    const seen: number[] = [];
    await Promise.all(['a', 'b', 'c'].map(body => send(body).then(() => seen.push(written()))));
    other.close();
    expect(seen).toEqual([3, 3, 3]);
  });

  test('a refused send does not take its neighbours of the same transaction with it', async () => {
    const gone = await call('CreateQueue', { QueueName: 'gone' });
    expect(gone.status).toBe(200);
    const deleting = call('DeleteQueue', { QueueUrl: sqs.url('gone') });
    const [refused, taken] = await Promise.all([send('to nobody', 'gone'), send('to somebody'), deleting]);
    expect(refused.answer.__type).toBe('com.amazonaws.sqs#QueueDoesNotExist');
    expect(taken.status).toBe(200);
    expect(await bodies()).toEqual(['to somebody']);
  });

  const sendOf = (group: string, body: string) =>
    call('SendMessage', { QueueUrl: sqs.url('work'), MessageBody: body, MessageGroupId: group });

  test('a quiet group is served beside a storm, however much of that came before', async () => {
    for (let n = 0; n < 50; n++) await sendOf('storm', `storm ${n}`);
    await sendOf('quiet', 'quiet 0');
    const first = await sqs.receive('work', { max: 10 });
    expect(first.map(({ body }) => body)).toContain('quiet 0');
    // What the quiet one does not need goes to the other.
    expect(first).toHaveLength(10);
    expect(first.filter(({ attributes }) => attributes.MessageGroupId === 'storm')).toHaveLength(9);
    expect((await sqs.receive('work', { max: 100 })).map(({ body }) => body)).toHaveLength(41);
  });

  test('more groups than a batch has room for take turns', async () => {
    for (const group of ['a', 'b', 'c', 'd', 'e']) for (let n = 0; n < 2; n++) await sendOf(group, `${group}${n}`);
    const served: string[][] = [];
    for (let n = 0; n < 5; n++) served.push((await sqs.receive('work', { max: 2 })).map(({ body }) => body));
    expect(served).toEqual([
      ['a0', 'b0'],
      ['c0', 'd0'],
      ['e0', 'a1'],
      ['b1', 'c1'],
      ['d1', 'e1'],
    ]);
  });

  test('a batch ends before it grows too big, and a message that is too big by itself comes alone', async () => {
    for (const letter of ['a', 'b', 'c']) await sendOf('one', letter.repeat(400));
    await sendOf('one', 'x'.repeat(2_000));
    await sendOf('one', 'y');
    const sizes: number[][] = [];
    for (let n = 0; n < 4; n++)
      sizes.push((await sqs.receive('work', { max: 10, maxBytes: 1_000 })).map(({ body }) => body.length));
    expect(sizes).toEqual([[400, 400], [400], [2_000], [1]]);
  });

  test('a big message of another group waits for a batch with room for it', async () => {
    await sendOf('one', 'a'.repeat(600));
    await sendOf('two', 'b'.repeat(600));
    expect(await sqs.receive('work', { max: 10, maxBytes: 1_000 })).toHaveLength(1);
    expect(await sqs.receive('work', { max: 10, maxBytes: 1_000 })).toHaveLength(1);
  });

  test('messages of a file from before there were groups in turn are all delivered', async () => {
    await sendOf('old', 'of a group');
    await send('of none');
    sqs.close();
    const file = new DatabaseSync(join(directory, 'sqs.db'));
    file.exec('DROP INDEX messages_by_turn; ALTER TABLE messages DROP COLUMN turn;');
    file.close();
    sqs = open();
    expect((await bodies()).toSorted()).toEqual(['of a group', 'of none']);
  });

  test('a receipt of an earlier delivery deletes nothing and changes nothing', async () => {
    await send('twice');
    const [first] = await sqs.receive('work', { max: 1, visibilityTimeoutSeconds: 0 });
    const [second] = await sqs.receive('work', { max: 1, visibilityTimeoutSeconds: 0 });
    expect(await sqs.delete('work', [first?.receiptHandle ?? ''])).toBe(0);
    await expect(sqs.changeVisibility('work', first?.receiptHandle ?? '', 0)).rejects.toThrow('does not exist');
    expect(await sqs.delete('work', [second?.receiptHandle ?? ''])).toBe(1);
    expect(await sqs.delete('work', [second?.receiptHandle ?? ''])).toBe(0);
  });

  test('a receipt still counts after its visibility timeout, as long as nobody else has the message', async () => {
    await send('slow receiver');
    const [message] = await sqs.receive('work', { max: 1 });
    now += 61 * SECOND;
    expect(await sqs.delete('work', [message?.receiptHandle ?? ''])).toBe(1);
    expect(await bodies()).toEqual([]);
  });

  test('a message outlives its queue’s retention neither to a receiver nor on disk', async () => {
    await send('old');
    now += 4 * DAY;
    await send('new');
    expect(await bodies()).toEqual(['new']);
    now += 2 * 60 * SECOND;
    await sqs.receive('work', { max: 1 });
    sqs.close();
    const database = new DatabaseSync(join(directory, 'sqs.db'));
    expect(database.prepare('SELECT body FROM bodies').all()).toEqual([{ body: 'new' }]);
    database.close();
    sqs = open();
  });

  test('a listener is woken for what is there, for what is sent, for what is given back and for what runs out', async () => {
    await send('there');
    let wakes = 0;
    const woken: (() => void)[] = [];
    const next = () => new Promise<void>(resolve => woken.push(resolve));
    const first = next();
    const stop = sqs.onMessage('work', () => {
      wakes += 1;
      woken.shift()?.();
    });
    await first;
    const [there] = await sqs.receive('work', { max: 1 });
    const second = next();
    await send('sent');
    await second;
    const third = next();
    await sqs.changeVisibility('work', there?.receiptHandle ?? '', 0);
    await third;
    const fourth = next();
    await sqs.receive('work', { max: 2, visibilityTimeoutSeconds: 0.02 });
    await fourth;
    stop();
    const before = wakes;
    await send('unheard');
    expect(wakes).toBe(before);
  });

  test('a dead-letter queue that is not there any more keeps nothing from being received', async () => {
    await call('CreateQueue', { QueueName: 'dead' });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: sqs.arn('dead'), maxReceiveCount: '1' });
    await call('SetQueueAttributes', { QueueUrl: sqs.url('work'), Attributes: { RedrivePolicy } });
    await call('DeleteQueue', { QueueUrl: sqs.url('dead') });
    await send('again and again');
    await sqs.receive('work', { max: 1, visibilityTimeoutSeconds: 0 });
    expect(await bodies()).toEqual(['again and again']);
  });

  test('dead letters do not hide the messages behind them', async () => {
    await call('CreateQueue', { QueueName: 'dead' });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: sqs.arn('dead'), maxReceiveCount: 1 });
    await call('SetQueueAttributes', { QueueUrl: sqs.url('work'), Attributes: { RedrivePolicy } });
    await Promise.all([send('poison 1'), send('poison 2')]);
    await sqs.receive('work', { max: 2, visibilityTimeoutSeconds: 0 });
    now += 1;
    await send('good');
    const received = await sqs.receive('work', { max: 2 });
    expect(received.map(message => message.body)).toEqual(['good']);
    expect(await bodies('dead')).toEqual(['poison 1', 'poison 2']);
  });

  test('a redrive to the queue itself, and of a queue that takes no dead letters, is refused', async () => {
    const SourceArn = sqs.arn('work');
    expect((await call('StartMessageMoveTask', { SourceArn })).answer.message).toContain('Dead Letter Queue');
    const unknown = await call('StartMessageMoveTask', { SourceArn: sqs.arn('nowhere') });
    expect(unknown.headers['x-amzn-query-error']).toBe('ResourceNotFoundException;Sender');
  });

  test('a refusal carries the codes of both of the service’s protocols', async () => {
    const { status, headers, answer } = await send('x', 'nowhere');
    expect(status).toBe(400);
    expect(answer).toEqual({
      __type: 'com.amazonaws.sqs#QueueDoesNotExist',
      message: 'The specified queue does not exist.',
    });
    expect(headers['x-amzn-query-error']).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
  });

  test.each([
    ['an unknown operation', { target: 'AmazonSQS.Imagine', body: '{}', code: 'UnknownOperation' }],
    ['a name that every object has', { target: 'AmazonSQS.constructor', body: '{}', code: 'UnknownOperation' }],
    ['no operation', { target: undefined, body: '{}', code: 'UnknownOperation' }],
    ['a body that is not JSON', { target: 'AmazonSQS.SendMessage', body: '{"Q', code: 'MalformedInput' }],
    ['a body that is a list', { target: 'AmazonSQS.SendMessage', body: '[]', code: 'MalformedInput' }],
    ['a missing queue', { target: 'AmazonSQS.SendMessage', body: '{}', code: 'MissingParameter' }],
    ['a queue of another type', { target: 'AmazonSQS.SendMessage', body: '{"QueueUrl":1}', code: 'MalformedInput' }],
  ])('%s is refused', async (_, { target, body, code }) => {
    const response = await sqs.wire({
      method: 'POST',
      protocol: 'https:',
      hostname: 'sqs',
      path: '/',
      query: '',
      headers: target === undefined ? {} : { 'x-amz-target': target },
      body: Buffer.from(body),
    });
    expect(response.status).toBe(400);
    expect(response.headers['x-amzn-query-error']).toBe(`${code};Sender`);
  });

  test('half a surrogate pair is refused', async () => {
    expect((await send('\ud83d')).answer.__type).toBe('com.amazonaws.sqs#InvalidMessageContents');
  });

  test('closing ends a long poll without messages', async () => {
    const polling = call('ReceiveMessage', { QueueUrl: sqs.url('work'), WaitTimeSeconds: 20 });
    await bodies();
    sqs.close();
    expect((await polling).answer).toEqual({});
    sqs = open();
  });
});
