import type { ApiToken } from '../ports/token-store.ts';
import { organizationTokenSecret } from '../protocol/organization-token.ts';
import { personId } from '../protocol/person-id.ts';
import type { ApiDeps, ApiRequest } from './api-request.ts';
import { Refusal } from './refusal.ts';
import { readSessionCookie } from './session-cookie.ts';

/** Characters of a token. Sentry's organization tokens, which carry JSON, stay below 500. */
const MAX_SECRET = 2_048;
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD'];

/** Who asks. */
export interface Caller {
  organization: string;
  name: string;
  /** Whose token it is, as issues are assigned to and marked by; the same for each token of that name. */
  user: { id: string; name: string };
  scopes: readonly string[];
}

type AuthDeps = Pick<ApiDeps, 'tokens'>;

/** The caller, or `undefined` when the request carries no credentials. Wrong credentials are refused. */
export const identify = async (deps: AuthDeps, request: ApiRequest): Promise<Caller | undefined> => {
  const header = request.headers.authorization;
  if (header !== undefined) return callerOf(await findBearer(deps, bearer(header)));
  const session = readSessionCookie(request.headers.cookie);
  if (session === undefined) return undefined;
  const token = await findToken(deps, session, 'session');
  refuseForgery(request);
  return callerOf(token);
};

/** The caller, who has to have one of the scopes. */
export const authenticate = async (deps: AuthDeps, request: ApiRequest, scopes: readonly string[]): Promise<Caller> => {
  const caller = await identify(deps, request);
  if (!caller) throw unauthorized('Authentication credentials were not provided.');
  requireScope(caller, ...scopes);
  return caller;
};

/** Refuses a caller who has none of the scopes; the first is the one to ask for. */
export const requireScope = (caller: Caller, ...scopes: readonly string[]): void => {
  if (scopes.some(scope => caller.scopes.includes(scope))) return;
  throw new Refusal(403, `You do not have permission to perform this action. The token needs ${scopes[0]}.`);
};

const findBearer = (deps: AuthDeps, secret: string): Promise<ApiToken> => {
  const ofOrganization = organizationTokenSecret(secret);
  return ofOrganization === undefined
    ? findToken(deps, secret, 'user')
    : findToken(deps, ofOrganization, 'organization');
};

/** A session cannot be used as a bearer token nor the reverse: a leak of one kind stays of one kind. */
export const findToken = async (deps: AuthDeps, secret: string, kind: ApiToken['kind']): Promise<ApiToken> => {
  const token = secret === '' || secret.length > MAX_SECRET ? undefined : await deps.tokens.find(secret);
  if (token?.kind !== kind) throw unauthorized('Invalid token');
  return token;
};

const callerOf = ({ organization, name, scopes }: ApiToken): Caller => ({
  organization,
  name,
  user: { id: personId(organization, name), name },
  scopes,
});

const bearer = (header: string): string => /^bearer +([^ ]+) *$/i.exec(header.slice(0, MAX_SECRET + 10))?.[1] ?? '';

/** Browsers send the cookie along with other sites' forms, but never this header without a preflight, which fails. */
const refuseForgery = ({ method, headers }: ApiRequest): void => {
  if (SAFE_METHODS.includes(method) || headers['x-allim-client'] === 'web') return;
  throw new Refusal(403, 'CSRF Failed: the header X-Allim-Client is missing.');
};

const unauthorized = (detail: string): Refusal =>
  new Refusal(401, detail, { 'www-authenticate': 'Bearer realm="api"' });
