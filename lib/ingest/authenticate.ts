import { parseDsn, withoutFlags } from '../protocol/dsn.ts';
import { parseEnvelopeHeader } from '../protocol/envelope.ts';
import { Refusal } from '../protocol/refusal.ts';
import {
  KEY_SHAPE,
  MAX_PROTOCOL_VERSION,
  parseBasicAuthHeader,
  parseSentryAuthHeader,
  parseSentryAuthQuery,
  type SentryAuth,
} from '../protocol/sentry-auth.ts';
import type { IngestRequest } from './http.ts';

/**
 * Who sends: from `X-Sentry-Auth`, `Authorization` (Sentry or Basic), the query, or the key in the path of those doors
 * that have one. More than one is refused, as the protocol says. `undefined` when the request itself names nobody.
 */
export const authenticate = (request: IngestRequest, pathKey: string | undefined): SentryAuth | undefined => {
  const own = request.headers['x-sentry-auth'];
  const found = [
    own ? parseSentryAuthHeader(own) : undefined,
    parseAuthorization(request.headers.authorization ?? ''),
    namesAKey(request.query) ? parseSentryAuthQuery(request.query) : undefined,
    pathKey === undefined ? undefined : { publicKey: withoutFlags(pathKey), version: MAX_PROTOCOL_VERSION },
  ].filter(auth => auth !== undefined);
  if (found.length > 1) throw new Refusal('multiple_auth');
  const auth = found[0];
  return auth && checked(auth);
};

/** The last resort, for `/envelope/` alone: the `dsn` in the envelope's first line. */
export const authenticateByEnvelope = (body: Uint8Array): SentryAuth => {
  const dsn = parseEnvelopeHeader(body).dsn;
  if (dsn === undefined || dsn === null) throw new Refusal('missing_auth');
  const parsed = typeof dsn === 'string' ? parseDsn(dsn) : undefined;
  if (!parsed) throw new Refusal('bad_envelope_auth', ['dsn is not a DSN']);
  return checked({ publicKey: parsed.publicKey, version: MAX_PROTOCOL_VERSION });
};

const parseAuthorization = (header: string): SentryAuth | undefined => {
  if (/^sentry /i.test(header)) return parseSentryAuthHeader(header);
  return /^basic /i.test(header) ? parseBasicAuthHeader(header) : undefined;
};

// `sentry_data` is the body of a GET, `sentry_release` and the like say nothing of who sends.
const namesAKey = (query: URLSearchParams): boolean =>
  query.has('sentry_key') || query.has('sentry_version') || query.has('sentry_client');

const checked = (auth: SentryAuth): SentryAuth => {
  if (!KEY_SHAPE.test(auth.publicKey)) throw new Refusal('bad_public_key');
  return auth;
};
