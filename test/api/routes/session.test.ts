import { describe, expect, test } from '@jest/globals';
import type { ApiResponse } from '../../../lib/api/api-request.ts';
import { ACME_TOKEN, NOW, scene } from '../scene.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const secretOf = (response: ApiResponse) => /^allim_session=([^;]*)/.exec(response.cookies?.[0] ?? '')?.[1] ?? '';
const signIn = (ask: ReturnType<typeof scene>['ask'], token = ACME_TOKEN) =>
  ask('POST', '/auth/sign-in/', { token: undefined, headers: JSON_TYPE, body: { token } });
const signedIn = async () => {
  const { ask, deps } = scene();
  const cookie = `theme=dark; allim_session=${secretOf(await signIn(ask))}`;
  return { ask, deps, cookie };
};

describe('signing in', () => {
  test('changes a token for a cookie that scripts cannot read and that lasts 30 days', async () => {
    const { ask, deps } = scene();
    const response = await signIn(ask);
    expect([response.status, response.body]).toEqual([204, '']);
    expect(response.cookies).toEqual([
      `allim_session=${secretOf(response)}; HttpOnly; SameSite=Lax; Path=/; Max-Age=2592000; Secure`,
    ]);
    expect(await deps.tokens.find(secretOf(response))).toMatchObject({
      kind: 'session',
      organization: 'acme',
      expires: NOW + 2_592_000_000,
    });
  });

  test('leaves out Secure where there is no https', async () => {
    const { ask, deps } = scene();
    deps.publicUrl = 'http://localhost:9000';
    expect((await signIn(ask)).cookies?.[0]).not.toContain('Secure');
  });

  test('a session ends with the token it came from', async () => {
    const { ask, deps } = scene();
    await deps.tokens.create('short', {
      kind: 'user',
      organization: 'acme',
      name: 'x',
      scopes: [],
      dateCreated: 0,
      expires: NOW + 9,
    });
    expect(await deps.tokens.find(secretOf(await signIn(ask, 'short')))).toMatchObject({ expires: NOW + 9 });
  });

  test('is refused with a wrong token, with a session instead of a token, and to forms of other sites', async () => {
    const { ask } = scene();
    expect((await signIn(ask, 'wrong')).status).toBe(401);
    expect((await signIn(ask, secretOf(await signIn(ask)))).status).toBe(401);
    const form = { token: undefined, headers: { 'content-type': 'text/plain' }, body: { token: ACME_TOKEN } };
    expect((await ask('POST', '/auth/sign-in/', form)).status).toBe(400);
  });
});

describe('a signed-in browser', () => {
  test('reads with the cookie alone', async () => {
    const { ask, cookie } = await signedIn();
    expect((await ask('GET', '/api/0/issues/1001/', { token: undefined, headers: { cookie } })).status).toBe(200);
  });

  test('changes something only with the header that other sites cannot send', async () => {
    const { ask, deps, cookie } = await signedIn();
    const put = (headers: Record<string, string>) =>
      ask('PUT', '/api/0/issues/1001/', {
        token: undefined,
        headers: { cookie, ...headers },
        body: { status: 'resolved' },
      });
    expect((await put({})).status).toBe(403);
    expect((await put({ 'x-allim-client': 'other' })).status).toBe(403);
    expect((await deps.issues.get(['1001'])).get('1001')?.status).toBe('unresolved');
    expect((await put({ 'x-allim-client': 'web' })).status).toBe(200);
  });

  test('cannot use its secret as a token, nor a token as its cookie', async () => {
    const { ask, cookie } = await signedIn();
    expect((await ask('GET', '/api/0/projects/', { token: cookie.split('allim_session=')[1] })).status).toBe(401);
    const headers = { cookie: `allim_session=${ACME_TOKEN}` };
    expect((await ask('GET', '/api/0/projects/', { token: undefined, headers })).status).toBe(401);
  });

  test('signs out for good, and a second time without complaint', async () => {
    const { ask, cookie } = await signedIn();
    const headers = { cookie, 'x-allim-client': 'web' };
    expect((await ask('POST', '/auth/sign-out/', { token: undefined, headers: { cookie } })).status).toBe(403);
    const response = await ask('POST', '/auth/sign-out/', { token: undefined, headers });
    expect([response.status, response.cookies]).toEqual([
      204,
      ['allim_session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0; Secure'],
    ]);
    expect((await ask('GET', '/api/0/projects/', { token: undefined, headers })).status).toBe(401);
    expect((await ask('POST', '/auth/sign-out/', { token: undefined, headers })).status).toBe(204);
  });
});
