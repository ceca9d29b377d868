import { PUBLIC_KEY, withoutFlags } from './dsn.ts';
import { REFUSALS, Refusal } from './refusal.ts';

/** The newest protocol version there is; SDKs send 7 (old ones 2 to 6). */
export const MAX_PROTOCOL_VERSION = 7;
/** What the protocol lets be a key. All that Allim gives out are `PUBLIC_KEY`s: any other is merely unknown. */
export const KEY_SHAPE = /^[ -~]{32}$/;
/** An auth header longer than this is no SDK's. */
const MAX_AUTH_HEADER_LENGTH = 4_096;
/** Of what an SDK calls itself; the rest is no name. */
const MAX_CLIENT_LENGTH = 200;

/** What an SDK says of itself with its key. */
export interface SentryAuth {
  publicKey: string;
  version: number;
  /** `name/version` of the SDK. */
  client?: string;
}

/** `Sentry sentry_key=…, sentry_version=7, …`, from `X-Sentry-Auth` or `Authorization`. */
export const parseSentryAuthHeader = (header: string): SentryAuth => {
  if (header.length > MAX_AUTH_HEADER_LENGTH || !/^sentry /i.test(header)) throw new Refusal('bad_auth_header');
  const fields = new Map<string, string>();
  for (const pair of header.slice('sentry '.length).split(',')) {
    const equals = pair.indexOf('=');
    if (equals > 0) fields.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  return toSentryAuth(name => fields.get(name));
};

/** `?sentry_key=…&sentry_version=7&sentry_client=…` */
export const parseSentryAuthQuery = (query: URLSearchParams): SentryAuth =>
  toSentryAuth(name => query.get(name) ?? undefined);

/**
 * `Authorization: Basic base64(public key:anything)`. `undefined` when the name is no public key: the header is then
 * meant for a proxy in between, which pages may name in their transport's options.
 */
export const parseBasicAuthHeader = (header: string): SentryAuth | undefined => {
  const [name = ''] = Buffer.from(header.slice('basic '.length).trim(), 'base64').toString('latin1').split(':');
  const publicKey = withoutFlags(name);
  return PUBLIC_KEY.test(publicKey) ? { publicKey, version: MAX_PROTOCOL_VERSION } : undefined;
};

const toSentryAuth = (field: (name: string) => string | undefined): SentryAuth => {
  const key = field('sentry_key');
  if (!key) throw new Refusal('bad_auth_header', ['sentry_key is missing']);
  const version = parseVersion(field('sentry_version'));
  const client = field('sentry_client');
  return { publicKey: withoutFlags(key), version, ...(client && { client: client.slice(0, MAX_CLIENT_LENGTH) }) };
};

const parseVersion = (text: string | undefined): number => {
  if (text === undefined) return MAX_PROTOCOL_VERSION;
  const version = /^\d{1,4}$/.test(text.split('.')[0] ?? '') ? Number.parseInt(text, 10) : Number.NaN;
  if (Number.isNaN(version)) throw new Refusal('bad_auth_header', ['sentry_version is not a number']);
  if (version > MAX_PROTOCOL_VERSION)
    throw new Refusal('unsupported_version', [`at most ${MAX_PROTOCOL_VERSION}`], {
      detail: `${REFUSALS.unsupported_version[1]} (${version})`,
    });
  return version;
};
