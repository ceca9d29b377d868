import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { findToken, identify } from '../authenticate.ts';
import { signIn } from '../contract/sign-in.ts';
import { readBody } from '../read-body.ts';
import { Refusal } from '../refusal.ts';
import { respondNothing } from '../respond.ts';
import type { OpenCall } from '../route.ts';
import { noSessionCookie, readSessionCookie, SESSION_SECONDS, sessionCookie } from '../session-cookie.ts';

/** Random bytes of a session's secret. */
const SECRET_BYTES = 32;

/** Changes a token for a session cookie, which no script can read. */
export const postSignIn = async (deps: ApiDeps, { request }: OpenCall): Promise<ApiResponse> => {
  refuseForms(request.headers['content-type']);
  const { token } = readBody(signIn, request.body);
  const { organization, name, scopes, expires } = await findToken(deps, token, 'user');
  const now = deps.clock.now();
  const secret = deps.ids.secret(SECRET_BYTES);
  const until = Math.min(now + SESSION_SECONDS * 1000, expires ?? Number.POSITIVE_INFINITY);
  await deps.tokens.create(secret, { kind: 'session', organization, name, scopes, dateCreated: now, expires: until });
  return respondNothing([sessionCookie(secret, SESSION_SECONDS, deps.publicUrl)]);
};

/** Ends the session, if there is one, and has the browser forget the cookie. */
export const postSignOut = async (deps: ApiDeps, { request }: OpenCall): Promise<ApiResponse> => {
  const secret = readSessionCookie(request.headers.cookie);
  if (secret !== undefined && (await isOurs(deps, request))) await deps.tokens.delete(secret);
  return respondNothing([noSessionCookie(deps.publicUrl)]);
};

/** A session that has run out already can be signed out all the same; a forged request cannot. */
const isOurs = async (deps: ApiDeps, request: OpenCall['request']): Promise<boolean> => {
  try {
    const { authorization: _, ...headers } = request.headers;
    return (await identify(deps, { ...request, headers })) !== undefined;
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return false;
    throw error;
  }
};

/** A form of another site could otherwise sign its visitor in with the site's token: forms cannot send JSON. */
const refuseForms = (contentType: string | undefined): void => {
  if (/^application\/json\b/i.test(contentType ?? '')) return;
  throw new Refusal(400, 'content-type: application/json is needed');
};
