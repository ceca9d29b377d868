import type { EdgeSettings, KeyStore } from '../ports/key-store.ts';
import { PUBLIC_KEY, parseDsn } from '../protocol/dsn.ts';
import type { Json, JsonObject } from '../protocol/json.ts';
import { Refusal } from '../protocol/refusal.ts';
import type { SentryAuth } from '../protocol/sentry-auth.ts';
import { isAllowedOrigin } from './allowed-domains.ts';
import { pageUrl } from './client.ts';
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
  const settings = PUBLIC_KEY.test(auth.publicKey) ? await keys.find(auth.publicKey) : undefined;
  if (!settings || (route.projectId !== undefined && settings.projectId !== route.projectId))
    throw new Refusal('unknown_key');
  if (!settings.enabled) throw new Refusal('disabled_key');
  if (!isAllowedOrigin(request, settings.allowedDomains ?? ALL_DOMAINS)) throw new Refusal('forbidden_origin');
  return settings;
};

/** An envelope that names a page must name the one that sends. */
export const checkHeaderOrigin = ({ origin }: JsonObject, request: Pick<IngestRequest, 'headers'>): void => {
  if (!isGiven(origin)) return;
  if (typeof origin !== 'string' || !URL.canParse(origin)) throw invalidHeader('origin is not an address');
  if (new URL(origin).href !== pageUrl(request)?.href) throw mismatch('origin');
};

/** An envelope that names a DSN must name the one that it was sent to. */
export const checkHeaderDsn = ({ dsn }: JsonObject, settings: EdgeSettings): void => {
  if (!isGiven(dsn)) return;
  const named = typeof dsn === 'string' ? parseDsn(dsn) : undefined;
  if (!named) throw invalidHeader('dsn is not a DSN');
  if (named.projectId !== settings.projectId) throw mismatch('project id');
  if (named.publicKey !== settings.publicKey) throw mismatch('public key');
};

const isGiven = (value: Json | undefined): value is Exclude<Json, null> => value !== undefined && value !== null;

const invalidHeader = (cause: string): Refusal => new Refusal('invalid_envelope', ['invalid envelope header', cause]);

const mismatch = (what: string): Refusal =>
  new Refusal('invalid_envelope', [`${what} header mismatch between envelope and request`]);
