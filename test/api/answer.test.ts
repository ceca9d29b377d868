import { describe, expect, test } from '@jest/globals';
import { ROUTES } from '../../lib/api/route-table.ts';
import { json, OTHER_TOKEN, READ_ONLY_TOKEN, scene } from './scene.ts';

const concrete = (path: string): string =>
  path.replace(':org', 'acme').replace(':project', 'shop').replace(':issue', '1001').replace(':event', 'latest');
const guardedRoutes = ROUTES.filter(({ access }) => access !== 'open').map(({ method, path }) => ({
  method,
  path: concrete(path),
}));

describe('who may ask', () => {
  test.each(guardedRoutes)('$method $path is closed to those without a token', async ({ method, path }) => {
    const response = await scene().ask(method, path, { token: undefined });
    expect([response.status, json(response)]).toEqual([
      401,
      { detail: 'Authentication credentials were not provided.' },
    ]);
    expect(response.headers['www-authenticate']).toBe('Bearer realm="api"');
  });

  const namingPaths = guardedRoutes.filter(({ path }) => /acme|1001/.test(path));
  test.each(namingPaths)('$method $path looks empty to another organization', async ({ method, path }) => {
    const { ask, deps } = scene();
    const response = await ask(method, path, { token: OTHER_TOKEN, body: { status: 'resolved' } });
    expect([response.status, json(response)]).toEqual([404, { detail: 'The requested resource does not exist' }]);
    expect((await deps.issues.get(['1001'])).get('1001')?.status).toBe('unresolved');
  });

  test('another organization reaches nothing through its own paths either', async () => {
    const { ask } = scene();
    const asOther = { token: OTHER_TOKEN, body: { status: 'resolved' } };
    for (const path of [
      'issues/1001/',
      'issues/SHOP-1/',
      'issues/1001/events/',
      'issues/1001/events/latest/',
      'shortids/SHOP-1/',
    ]) {
      expect((await ask('GET', `/api/0/organizations/other/${path}`, asOther)).status).toBe(404);
    }
    expect((await ask('PUT', '/api/0/organizations/other/issues/?id=1001', asOther)).status).toBe(404);
    expect((await ask('PUT', '/api/0/projects/other/secret/issues/?id=1001', asOther)).status).toBe(404);
    expect((await ask('GET', '/api/0/projects/other/shop/', asOther)).status).toBe(404);
    expect((await ask('GET', '/api/0/organizations/other/issues/?project=42', asOther)).status).toBe(404);
    expect(json(await ask('GET', '/api/0/organizations/other/issues/', asOther))).toEqual([]);
  });

  test('a token that may only read issues can neither change them nor list projects', async () => {
    const { ask } = scene();
    const asReader = { token: READ_ONLY_TOKEN, body: { status: 'resolved' } };
    expect((await ask('GET', '/api/0/issues/1001/', asReader)).status).toBe(200);
    const refused = await ask('PUT', '/api/0/issues/1001/', asReader);
    expect([refused.status, json(refused).detail]).toEqual([403, expect.stringContaining('event:write')]);
    expect((await ask('GET', '/api/0/projects/', asReader)).status).toBe(403);
  });

  test.each(['Bearer', 'Bearer ', 'Bearer wrong', 'Basic abc', '', `Bearer ${'x'.repeat(5_000)}`])(
    'the authorization %p is answered 401',
    async authorization => {
      const response = await scene().ask('GET', '/api/0/projects/', { token: undefined, headers: { authorization } });
      expect([response.status, json(response)]).toEqual([401, { detail: 'Invalid token' }]);
    },
  );
});

describe('what is no request of ours', () => {
  test.each([
    '/api/0/nothing/',
    '/api/1/',
    '//',
    '/issues/',
    '/api/0/issues/%/',
    `/api/0/issues/${'1'.repeat(300)}/`,
    `/${'a/'.repeat(600)}`,
  ])('%p does not exist', async path => {
    expect((await scene().ask('GET', path)).status).toBe(404);
  });

  test('a wrong method is told the right ones', async () => {
    const response = await scene().ask('PATCH', '/api/0/issues/1001/');
    expect([response.status, response.headers.allow]).toEqual([405, 'GET, PUT, DELETE']);
  });

  test('a body of more than 1 MiB is too large, one of 1 MiB is not', async () => {
    const { ask } = scene();
    expect((await ask('PUT', '/api/0/issues/1001/', { body: new Uint8Array(1_048_577) })).status).toBe(413);
    expect((await ask('PUT', '/api/0/issues/1001/', { body: new Uint8Array(1_048_576) })).status).toBe(400);
  });

  test.each(['', '{', 'null', '[]', '"x"', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, '\u0000'])(
    'the body %# is answered 400 with a detail',
    async body => {
      const response = await scene().ask('PUT', '/api/0/issues/1001/', { body });
      expect([response.status, typeof json(response).detail]).toEqual([400, 'string']);
    },
  );

  test('a slash at the end may be left out, and HEAD is answered without a body', async () => {
    const { ask } = scene();
    expect((await ask('GET', '/api/0/issues/1001')).status).toBe(200);
    const head = await ask('HEAD', '/api/0/issues/1001/');
    expect([head.status, head.body]).toEqual([200, '']);
  });

  test('what a store throws is not hidden', async () => {
    const { ask, deps } = scene();
    deps.issues.get = async () => Promise.reject(new Error('table is gone'));
    await expect(ask('GET', '/api/0/issues/1001/')).rejects.toThrow('table is gone');
  });
});

test('answers are kept by no cache and guessed by no browser', async () => {
  const { headers } = await scene().ask('GET', '/api/0/projects/');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
});
