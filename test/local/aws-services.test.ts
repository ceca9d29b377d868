import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from '@jest/globals';
import { awsEnvironment } from '../../lib/aws/aws-environment.ts';
import { openSns } from '../../lib/aws/clients.ts';
import { sqsIngestQueue } from '../../lib/aws/ingest-queue.ts';
import { namingSigner } from '../../lib/aws/naming-signer.ts';
import { s3ObjectLister } from '../../lib/aws/object-lister.ts';
import { signedCaller } from '../../lib/aws/signed-call.ts';
import { awsServices } from '../../lib/local/aws-services.ts';
import type { Wire, WireRequest } from '../../lib/ports/wire.ts';
import { connectWire } from '../support/sdk-over-wire.ts';

describe('the one address of all services', () => {
  const reached: string[] = [];
  const answering =
    (name: string, body: string): Wire =>
    async () => {
      reached.push(name);
      return { status: 200, headers: {}, body: Buffer.from(body) };
    };
  const wire = awsServices({
    sqs: answering('sqs', '{}'),
    sns: answering('sns', '<ListTopicsResponse><ListTopicsResult/></ListTopicsResponse>'),
    s3: answering('s3', '<ListBucketResult/>'),
  });
  const request = (headers: Record<string, string>, query = ''): WireRequest => ({
    method: 'POST',
    protocol: 'https:',
    hostname: 'localhost',
    path: '/',
    query,
    headers,
    body: new Uint8Array(),
  });

  test('what an SDK has signed reaches the service it was signed for', async () => {
    const { config } = connectWire(wire, () => {});
    await new SQSClient(config).send(new ListQueuesCommand({}));
    await new SNSClient(config).send(new ListTopicsCommand({}));
    await new S3Client(config).send(new ListObjectsV2Command({ Bucket: 'blobs' }));
    expect(reached.splice(0)).toEqual(['sqs', 'sns', 's3']);
  });

  test('so does what was signed by hand or in the address', async () => {
    const scope = 'key/20261101/ap-northeast-2/sqs/aws4_request';
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;
    await wire(request({ authorization }));
    await wire(request({ authorization: authorization.replaceAll(', ', ',') }));
    await wire(request({}, `X-Amz-Credential=${encodeURIComponent(scope)}`));
    expect(reached.splice(0)).toEqual(['sqs', 'sqs', 'sqs']);
  });

  test('so does what only names its caller, by hand or by an SDK', async () => {
    const environment = awsEnvironment({
      AWS_REGION: 'ap-northeast-2',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
    const seen: WireRequest[] = [];
    const watched: Wire = request => {
      seen.push(request);
      return wire(request);
    };
    await sqsIngestQueue(signedCaller(environment, watched, namingSigner), 'https://localhost/queue').send('body');
    await openSns(environment, watched).send(new ListTopicsCommand({}));
    await s3ObjectLister(environment, watched, 'blobs').list('queue/');
    expect(reached.splice(0)).toEqual(['sqs', 'sns', 's3']);
    for (const { headers } of seen)
      expect(headers.authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/ap-northeast-2\/\w+\/aws4_request$/,
      );
  });

  test.each([
    ['nothing signed', {}, 'MissingAuthenticationToken'],
    ['another kind of authorization', { authorization: 'Bearer token' }, 'MissingAuthenticationToken'],
    [
      'a service that is not there',
      { authorization: 'AWS4-HMAC-SHA256 Credential=key/20261101/us-east-1/toString/aws4_request' },
      'MissingAuthenticationToken',
    ],
    [
      'a service of another name',
      { authorization: 'AWS4-HMAC-SHA256 Credential=key/20261101/us-east-1/kinesis/aws4_request' },
      'UnrecognizedClientException',
    ],
  ])('%s is answered 403 and reaches nobody', async (_, headers: Record<string, string>, code) => {
    const response = await wire(request(headers));
    expect(response.status).toBe(403);
    expect(response.headers['x-amzn-errortype']).toBe(code);
    expect(reached).toEqual([]);
  });
});
