import { describe, expect, test } from '@jest/globals';
import { MAX_KEYS } from '../../../lib/ports/project-store.ts';
import { type Asked, json, NOW, OTHER_TOKEN, OWNER_TOKEN, scene } from '../scene.ts';

const KEYS = '/api/0/projects/acme/shop/keys/';
const KEY = 'f'.repeat(32);

const keyScene = () => {
  const { deps, ask: askAs } = scene();
  const ask = (method: string, path: string, asked: Asked = {}) =>
    askAs(method, path, { token: OWNER_TOKEN, ...asked });
  const put = async (body: unknown) => {
    const answer = await ask('PUT', `${KEYS}${KEY}/`, { body });
    return { status: answer.status, json: json(answer) };
  };
  return { deps, ask, put };
};

describe('a key', () => {
  test('is shown with everything that a client looks for', async () => {
    const { ask } = keyScene();
    const key = json(await ask('GET', `${KEYS}${KEY}/`));
    const base = 'https://errors.example.com';
    expect(key).toEqual({
      id: KEY,
      name: 'Default',
      label: 'Default',
      public: KEY,
      secret: '',
      projectId: 42,
      isActive: true,
      rateLimit: null,
      dateCreated: new Date(NOW).toISOString(),
      dsn: {
        public: `https://${KEY}@errors.example.com/42`,
        secret: '',
        csp: `${base}/api/42/csp-report/?sentry_key=${KEY}`,
        security: `${base}/api/42/security/?sentry_key=${KEY}`,
        minidump: `${base}/api/42/minidump/?sentry_key=${KEY}`,
        nel: `${base}/api/42/nel/?sentry_key=${KEY}`,
        unreal: `${base}/api/42/unreal/${KEY}/`,
        crons: `${base}/api/42/cron/___MONITOR_SLUG___/${KEY}/`,
        cdn: `${base}/js-sdk-loader/${KEY}.min.js`,
      },
      browserSdkVersion: '11.x',
      browserSdk: { choices: expect.arrayContaining([['10.x', '10.x']]) },
      dynamicSdkLoaderOptions: { hasPerformance: false, hasReplay: false, hasDebug: false, hasFeedback: false },
      useCase: 'user',
    });
    expect(json(await ask('GET', KEYS))).toEqual([key]);
  });

  test('is made with a name, or without one', async () => {
    const { ask, deps } = keyScene();
    const named = await ask('POST', KEYS, { body: { name: 'Mobile', rateLimit: { window: 60, count: 10 } } });
    expect([named.status, json(named)]).toEqual([
      201,
      expect.objectContaining({
        name: 'Mobile',
        label: 'Mobile',
        isActive: true,
        rateLimit: { window: 60, count: 10 },
      }),
    ]);
    const nameless = json(await ask('POST', KEYS, { body: {} }));
    expect(nameless.id).not.toBe(json(named).id);
    expect(nameless).toMatchObject({
      name: expect.stringMatching(/^Key \w{6}$/),
      public: nameless.id,
      rateLimit: null,
    });
    expect(json(await ask('GET', KEYS))).toHaveLength(3);
    const [first, second] = await deps.projects.keys('42');
    expect(second?.scrub).toEqual(first?.scrub);
  });

  test('is renamed, switched off and limited; what is not named stays', async () => {
    const { put, deps } = keyScene();
    expect((await put({ name: 'Web', isActive: false })).json).toMatchObject({ name: 'Web', isActive: false });
    expect((await deps.projects.keys('42'))[0]).toMatchObject({ enabled: false, name: 'Web' });
    const rateLimit = { window: 3600, count: 100 };
    expect((await put({ rateLimit })).json).toMatchObject({ name: 'Web', isActive: false, rateLimit });
    expect((await put({ isActive: true })).json).toMatchObject({ isActive: true, rateLimit });
    expect((await put({ rateLimit: { count: null, window: null } })).json.rateLimit).toBeNull();
  });

  test('says what the loader script loads, each part by itself', async () => {
    const { put } = keyScene();
    await put({ browserSdkVersion: '10.x', dynamicSdkLoaderOptions: { hasReplay: true } });
    expect((await put({ dynamicSdkLoaderOptions: { hasDebug: true } })).json).toMatchObject({
      browserSdkVersion: '10.x',
      dynamicSdkLoaderOptions: { hasPerformance: false, hasReplay: true, hasDebug: true, hasFeedback: false },
    });
    expect((await put({ browserSdkVersion: 'latest' })).json.browserSdkVersion).toBe('11.x');
  });

  test('that is deleted is gone', async () => {
    const { ask, deps } = keyScene();
    expect((await ask('DELETE', `${KEYS}${KEY}/`)).status).toBe(204);
    expect(await deps.projects.keys('42')).toEqual([]);
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect((await ask(method, `${KEYS}${KEY}/`, { body: {} })).status).toBe(404);
  });

  test.each([
    ['name', ''],
    ['name', 'x'.repeat(65)],
    ['isActive', 'no'],
    ['rateLimit', { window: 60 }],
    ['rateLimit', { window: 86_401, count: 1 }],
    ['rateLimit', { window: 60, count: -1 }],
    ['rateLimit', 5],
    ['browserSdkVersion', '</script>'],
    ['dynamicSdkLoaderOptions', { hasReplay: 1 }],
  ])('with %s: %j is refused by name', async (field, value) => {
    const { put } = keyScene();
    const { status, json: said } = await put({ [field]: value });
    expect([status, said[field]]).toEqual([400, [expect.any(String)]]);
  });

  test('is one of few', async () => {
    const { ask } = keyScene();
    for (let made = 1; made < MAX_KEYS; made++) expect((await ask('POST', KEYS, { body: {} })).status).toBe(201);
    const refused = await ask('POST', KEYS, { body: {} });
    expect([refused.status, json(refused).detail]).toEqual([400, expect.stringContaining(`${MAX_KEYS} keys`)]);
  });

  test('of another project or organization is not there', async () => {
    const { ask } = keyScene();
    expect((await ask('GET', `/api/0/projects/acme/api/keys/${KEY}/`)).status).toBe(404);
    expect((await ask('GET', `/api/0/projects/other/secret/keys/${KEY}/`, { token: OTHER_TOKEN })).status).toBe(404);
    expect((await ask('GET', `${KEYS}not-a-key/`)).status).toBe(404);
  });
});
