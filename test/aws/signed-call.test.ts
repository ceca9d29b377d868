import { describe, expect, test } from '@jest/globals';
import { awsEnvironment } from '../../lib/aws/aws-environment.ts';
import { sqsIngestQueue } from '../../lib/aws/ingest-queue.ts';
import { signedCaller } from '../../lib/aws/signed-call.ts';
import type { WireRequest, WireResponse } from '../../lib/ports/wire.ts';

const env = {
  AWS_REGION: 'ap-northeast-2',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'session',
};
const QUEUE = 'https://sqs.ap-northeast-2.amazonaws.com/123456789012/ingest';

/** A queue whose service answers with these, one a call; an error is a connection that breaks. */
const queueOf = (answers: (number | Error)[], variables: Record<string, string> = env) => {
  const seen: WireRequest[] = [];
  const wire = async (request: WireRequest): Promise<WireResponse> => {
    seen.push(request);
    const answer = answers[seen.length - 1] ?? 200;
    if (answer instanceof Error) throw answer;
    return {
      status: answer,
      headers: {},
      body: Buffer.from(answer === 200 ? '{}' : '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"x"}'),
    };
  };
  return { queue: sqsIngestQueue(signedCaller(awsEnvironment(variables), wire), QUEUE), seen };
};

describe('a call that the edge signs by hand', () => {
  test('goes to the service of the region, signed with the function’s own rights', async () => {
    const { queue, seen } = queueOf([]);
    await queue.send('body');
    const [request] = seen;
    expect(request).toMatchObject({
      method: 'POST',
      protocol: 'https:',
      hostname: 'sqs.ap-northeast-2.amazonaws.com',
      path: '/',
    });
    expect(request?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/ap-northeast-2\/sqs\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
    );
    expect(request?.headers['x-amz-security-token']).toBe('session');
    expect(JSON.parse(Buffer.from(request?.body ?? []).toString())).toEqual({ QueueUrl: QUEUE, MessageBody: 'body' });
  });

  test('names whose message it is only where the queue is to be fair, because that costs more', async () => {
    const { queue, seen } = queueOf([]);
    await queue.send('body', { group: '7' });
    expect(JSON.parse(Buffer.from(seen[0]?.body ?? []).toString())).not.toHaveProperty('MessageGroupId');
    const bodies: string[] = [];
    const wire = async ({ body }: WireRequest) => {
      bodies.push(Buffer.from(body).toString());
      return { status: 200, headers: {}, body: Buffer.from('{}') };
    };
    await sqsIngestQueue(signedCaller(awsEnvironment(env), wire), QUEUE, { fair: true }).send('body', { group: '7' });
    expect(JSON.parse(bodies[0] ?? '')).toEqual({ QueueUrl: QUEUE, MessageBody: 'body', MessageGroupId: '7' });
  });

  test('goes to an emulator when AWS_ENDPOINT_URL names one', async () => {
    const { queue, seen } = queueOf([], { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' });
    await queue.send('body');
    expect(seen[0]).toMatchObject({ protocol: 'http:', hostname: '127.0.0.1', port: 4566 });
  });

  test('is tried again when the service or the line fails, and given up with the cause', async () => {
    const again = queueOf([503, new Error('ECONNRESET')]);
    await again.queue.send('body');
    expect(again.seen).toHaveLength(3);
    const gone = queueOf([500, 500, 500]);
    await expect(gone.queue.send('body')).rejects.toThrow(/SQS SendMessage was answered 500/);
    const cut = queueOf([500, 500, new Error('ECONNRESET')]);
    await expect(cut.queue.send('body')).rejects.toThrow('ECONNRESET');
  });

  test('is tried again when the service says that there is too much at once', async () => {
    let calls = 0;
    const body = Buffer.from('{"__type":"com.amazon.coral.availability#ThrottlingException"}');
    const wire = async () =>
      ++calls < 3 ? { status: 400, headers: {}, body } : { status: 200, headers: {}, body: Buffer.from('{}') };
    await sqsIngestQueue(signedCaller(awsEnvironment(env), wire), QUEUE).send('body');
    expect(calls).toBe(3);
  });

  test('is not tried again when it is refused, and says how without what was sent', async () => {
    const { queue, seen } = queueOf([400]);
    await expect(queue.send('private text')).rejects.toThrow(
      'SQS SendMessage was answered 400 (com.amazonaws.sqs#QueueDoesNotExist)',
    );
    expect(seen).toHaveLength(1);
  });

  test('cannot be made without region and credentials', () => {
    expect(() => awsEnvironment({})).toThrow(/AWS_REGION, AWS_ACCESS_KEY_ID/);
  });
});
