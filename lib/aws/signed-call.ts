import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Wire, WireResponse } from '../ports/wire.ts';
import type { AwsEnvironment } from './aws-environment.ts';

/**
 * One AWS call without an SDK client: the edge makes one per request, and a client would cost it more time to start
 * than all of its own code (docs/adr/0008-the-edge-signs-by-hand.md).
 */
export interface SignedCall {
  service: 'sqs' | 'dynamodb' | 's3';
  method: 'POST' | 'GET' | 'PUT' | 'DELETE';
  /** Percent-encoded, begins with `/`. */
  path: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
}

export type CallAws = (call: SignedCall) => Promise<WireResponse>;

/** Answers of the service's own trouble are tried again, this often in all. */
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 50;

export const signedCaller = (environment: AwsEnvironment, wire: Wire): CallAws => {
  const signers = new Map<string, SignatureV4>();
  const signer = (service: SignedCall['service']): SignatureV4 => {
    const known = signers.get(service);
    if (known) return known;
    const made = new SignatureV4({
      service,
      region: environment.region,
      credentials: environment.credentials,
      sha256: NodeSha256,
      // S3 signs the path as it is sent; every other service signs it encoded once more.
      uriEscapePath: service !== 's3',
      applyChecksum: service === 's3',
    });
    signers.set(service, made);
    return made;
  };

  const once = async (call: SignedCall): Promise<WireResponse> => {
    const endpoint = environment.endpoint(call.service);
    const body = call.body ?? new Uint8Array();
    const signed = await signer(call.service).sign({
      method: call.method,
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      path: call.path,
      query: {},
      headers: { host: endpoint.host, ...call.headers },
      body,
    });
    return wire({
      method: call.method,
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      ...(endpoint.port && { port: Number(endpoint.port) }),
      path: call.path,
      query: '',
      headers: signed.headers,
      body,
    });
  };

  return async call => {
    for (let attempt = 1; ; attempt++) {
      const answer = await once(call).catch((error: unknown) => {
        if (attempt === ATTEMPTS) throw error;
        return undefined;
      });
      const transient = !answer || isTransient(answer);
      if (!transient || attempt === ATTEMPTS)
        return answer ?? Promise.reject(new Error('unreachable: the last failure was thrown'));
      await new Promise(resolve => setTimeout(resolve, FIRST_PAUSE_MS * attempt));
    }
  };
};

/** The service's own trouble, and what the JSON protocols answer 400 when there is too much at once. */
const isTransient = ({ status, body }: WireResponse): boolean =>
  status >= 500 ||
  status === 429 ||
  (status === 400 && /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded/.test(errorCode(body)));

const errorCode = (body: Uint8Array): string => {
  const text = Buffer.from(body).toString('utf8');
  return /"__type"\s*:\s*"([^"]{1,120})"/.exec(text)?.[1] ?? /<Code>([^<]{1,120})<\/Code>/.exec(text)?.[1] ?? 'no code';
};

/** What AWS says went wrong, without what was sent. */
export const awsFailure = (call: string, answer: WireResponse): Error =>
  new Error(`${call} was answered ${answer.status} (${errorCode(answer.body)})`);

/** The hash that the signer asks for, on node:crypto. */
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
