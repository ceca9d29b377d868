import type { EdgeSettings, KeyStore } from '../ports/key-store.ts';
import { parseDsn } from '../protocol/dsn.ts';
import type { JsonObject } from '../protocol/json.ts';
import { Refusal } from '../protocol/refusal.ts';
import type { SentryAuth } from '../protocol/sentry-auth.ts';
import { isAllowedOrigin } from './allowed-domains.ts';
import type { IngestRequest } from './http.ts';
import type { Route } from './route.ts';

/** Every page may send to a project that has not said which. */
const ALL_DOMAINS: readonly string[] = ['*'];

/**
 * The settings of the key, which must exist, be enabled, and be of the project that the path names; the page that sends
 * must be of one of the project's domains.
 */
export const authorize = async (
  keys: KeyStore,
  auth: SentryAuth,
  route: Pick<Route, 'projectId'>,
  request: Pick<IngestRequest, 'headers'>,
): Promise<EdgeSettings> => {
  const settings = await keys.find(auth.publicKey);
  if (!settings || (route.projectId !== undefined && settings.projectId !== route.projectId))
    throw new Refusal('unknown_key');
  if (!settings.enabled) throw new Refusal('disabled_key');
  if (!isAllowedOrigin(request, settings.allowedDomains ?? ALL_DOMAINS)) throw new Refusal('forbidden_origin');
  return settings;
};

/** An envelope that names a DSN must name the one that it was sent to. */
export const checkHeaderDsn = (settings: EdgeSettings, header: JsonObject): void => {
  const dsn = typeof header.dsn === 'string' ? parseDsn(header.dsn) : undefined;
  if (dsn && dsn.projectId !== settings.projectId)
    throw new Refusal('invalid_envelope', ['project id header mismatch between envelope and request']);
  if (dsn && dsn.publicKey !== settings.publicKey)
    throw new Refusal('invalid_envelope', ['public key header mismatch between envelope and request']);
};
