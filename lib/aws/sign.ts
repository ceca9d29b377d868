import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { AwsEnvironment } from './aws-environment.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

export interface Unsigned {
  method: string;
  /** Percent-encoded, as it is sent. There is no query: no call of ours has one. */
  path: string;
  /** With `host`; all of them are signed. Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

/** Adds to a request the headers that prove to AWS who makes it. `now`: milliseconds since 1970. */
export type Sign = (request: Unsigned, now: number) => Record<string, string>;

/** Makes what signs one service's calls. */
export type SignerFor = (service: string, environment: Pick<AwsEnvironment, 'region' | 'credentials'>) => Sign;

/**
 * AWS Signature Version 4 for one service. Source: AWS's guide "Create a signed AWS API request"; test/aws/sign.test.ts
 * holds it against the signer of AWS's own SDK. That one takes some 150 µs a call, and 25 kB of a cold start
 * (docs/adr/0008-the-edge-signs-by-hand.md).
 */
export const signerFor: SignerFor = (service, { region, credentials }) => {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  let key: { day: string; secret: KeyObject } | undefined;

  /** The same all day. Node takes four times as long with a key that is no KeyObject. */
  const keyOf = (day: string): KeyObject => {
    if (key?.day !== day) {
      const bytes = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, day));
      key = { day, secret: createSecretKey(bytes) };
    }
    return key.secret;
  };

  const sign: Sign = ({ method, path, headers, body }, now) => {
    const time = amzTime(now);
    const day = time.slice(0, 8);
    const bodyHash = hash('sha256', body, 'hex');
    const signed: Record<string, string> = {
      ...headers,
      'x-amz-date': time,
      ...(sessionToken && { 'x-amz-security-token': sessionToken }),
      ...(service === 's3' && { 'x-amz-content-sha256': bodyHash }),
    };
    const names = Object.keys(signed).sort();
    const lines = names.map(name => `${name}:${signed[name]?.trim().replace(/ {2,}/g, ' ')}\n`).join('');
    const canonical = [method, canonicalPath(service, path), '', lines, names.join(';'), bodyHash].join('\n');
    const scope = `${day}/${region}/${service}/aws4_request`;
    const toSign = [ALGORITHM, time, scope, hash('sha256', canonical, 'hex')].join('\n');
    const signature = hmac(keyOf(day), toSign).toString('hex');
    signed.authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
    return signed;
  };
  return sign;
};

const hmac = (key: string | Buffer | KeyObject, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** `20261123T014512Z` */
const amzTime = (now: number): string => `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** S3 signs the path as it is sent; every other service signs it encoded once more. */
const canonicalPath = (service: string, path: string): string =>
  service === 's3' ? path : path.split('/').map(encodeOnce).join('/');

const encodeOnce = (part: string): string =>
  encodeURIComponent(part).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
