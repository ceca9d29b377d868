import type { Wire, WireResponse } from '../ports/wire.ts';
import type { AwsEnvironment } from './aws-environment.ts';
import { type Sign, type SignerFor, signerFor } from './sign.ts';

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

/** @param signer what proves to the other end of this wire who calls */
export const signedCaller = (environment: AwsEnvironment, wire: Wire, signer: SignerFor = signerFor): CallAws => {
  const service = (name: SignedCall['service']): { endpoint: URL; sign: Sign } => ({
    endpoint: environment.endpoint(name),
    sign: signer(name, environment),
  });
  const services = { sqs: service('sqs'), dynamodb: service('dynamodb'), s3: service('s3') };

  const once = async (call: SignedCall): Promise<WireResponse> => {
    const { endpoint, sign } = services[call.service];
    const body = call.body ?? new Uint8Array();
    const request = { method: call.method, path: call.path, headers: { host: endpoint.host, ...call.headers }, body };
    const headers = sign(request, Date.now());
    return wire({
      method: call.method,
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      ...(endpoint.port && { port: Number(endpoint.port) }),
      path: call.path,
      query: '',
      headers,
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

/** What AWS says went wrong, without what was sent. `isOutage` looks at the status. */
export const awsFailure = (call: string, { status, body }: WireResponse): Error =>
  Object.assign(new Error(`${call} was answered ${status} (${errorCode(body)})`), { status });
