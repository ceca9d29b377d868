import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { signerFor } from '../../lib/aws/sign.ts';

/** What the SDK's signer asks of a hash, on node:crypto. */
class NodeSha256 {
  readonly #hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(toBytes(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

const toBytes = (data: string | ArrayBuffer | ArrayBufferView): Uint8Array => {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
};

const word = fc.stringMatching(/^[A-Za-z0-9/+]{1,40}$/);
const call = fc.record({
  service: fc.constantFrom('sqs', 'dynamodb', 's3'),
  region: fc.constantFrom('ap-northeast-2', 'us-east-1', 'cn-north-1'),
  accessKeyId: word,
  secretAccessKey: word,
  sessionToken: fc.option(word, { nil: undefined }),
  method: fc.constantFrom('POST', 'GET', 'PUT', 'DELETE'),
  parts: fc.array(fc.string(), { maxLength: 4 }),
  headers: fc.dictionary(fc.stringMatching(/^x-amz-[a-z]{1,10}$/), fc.stringMatching(/^[ -~]{0,30}$/), { maxKeys: 4 }),
  body: fc.uint8Array({ maxLength: 200 }),
  now: fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
});

test('signs each call as the signer of AWS’s own SDK does', async () => {
  await fc.assert(
    fc.asyncProperty(call, async ({ service, region, method, parts, headers, body, now, ...keys }) => {
      const { accessKeyId, secretAccessKey, sessionToken } = keys;
      const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
      const path = service === 's3' ? `/${parts.map(encodeURIComponent).join('/')}` : '/';
      const request = { method, path, headers: { host: `${service}.example.com`, ...headers }, body };
      const theirs = await new SignatureV4({
        service,
        region,
        credentials,
        sha256: NodeSha256,
        uriEscapePath: service !== 's3',
        applyChecksum: service === 's3',
      }).sign({ ...request, protocol: 'https:', hostname: request.headers.host, query: {} }, { signingDate: now });
      expect(signerFor(service, { region, credentials })(request, now.getTime())).toEqual(theirs.headers);
    }),
    { numRuns: 300 },
  );
});

test('the key of a day is not used on the next', () => {
  const signer = signerFor('sqs', { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  const request = { method: 'POST', path: '/', headers: { host: 'h' }, body: new Uint8Array() };
  const midnight = Date.UTC(2026, 10, 24);
  const again = signerFor('sqs', { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  signer(request, midnight - 1);
  expect(signer(request, midnight)).toEqual(again(request, midnight));
});
