import { describe, expect, test } from '@jest/globals';
import { keyRateLimit, withKeyRateLimit } from '../../../lib/api/key-rate-limit.ts';
import type { ActiveLimit } from '../../../lib/protocol/quota.ts';
import { edgeSettings, PUBLIC_KEY } from '../../support/edge.ts';
import { json, NOW, READ_ONLY_TOKEN, scene } from '../scene.ts';

const OF_PROJECT = '/api/0/projects/acme/shop/quotas/';
const OF_ORGANIZATION = '/api/0/organizations/acme/quotas/';
const ADMIN_TOKEN = 'd'.repeat(64);

const quota = (over: object = {}) => ({
  id: 'daily',
  categories: ['error'],
  limit: 1_000,
  window: 86_400,
  reasonCode: 'daily_errors',
  ...over,
});

const quotaScene = async () => {
  const { deps, ask } = scene();
  const scopes = ['org:admin', 'project:admin'];
  await deps.tokens.create(ADMIN_TOKEN, {
    kind: 'user',
    organization: 'acme',
    name: 'admin',
    scopes,
    dateCreated: NOW,
  });
  const as = { token: ADMIN_TOKEN };
  return {
    deps,
    ask,
    put: (target: string, body: unknown) => ask('PUT', target, { ...as, body }),
    list: async (target: string) => json(await ask('GET', target, as)),
    keyOf: async () => (await deps.projects.keys('42'))[0],
  };
};

describe('the quotas of a project and of an organization', () => {
  test('are none until somebody sets them, and then what was set last', async () => {
    const { put, list } = await quotaScene();
    for (const target of [OF_PROJECT, OF_ORGANIZATION]) {
      expect(await list(target)).toEqual([]);
      const quotas = [quota(), quota({ id: 'closed', categories: [], limit: 0, window: 60, reasonCode: 'closed' })];
      const answer = await put(target, quotas);
      expect([answer.status, json(answer)]).toEqual([200, quotas]);
      expect(await list(target)).toEqual(quotas);
      await put(target, [quota({ limit: 5 })]);
      expect(await list(target)).toEqual([quota({ limit: 5 })]);
    }
  });

  test('reach the settings of the key, each with its scope, and leave each other alone', async () => {
    const { put, list, keyOf } = await quotaScene();
    await put(OF_ORGANIZATION, [quota()]);
    await put(OF_PROJECT, [quota({ limit: 7 })]);
    expect((await keyOf())?.quotas).toEqual([
      { ...quota(), scope: 'organization', scopeId: 'acme' },
      { ...quota({ limit: 7 }), scope: 'project', scopeId: '42' },
    ]);
    await put(OF_PROJECT, []);
    expect([await list(OF_PROJECT), await list(OF_ORGANIZATION)]).toEqual([[], [quota()]]);
  });

  test('open again at once when they are raised or taken away, and stay closed when they are set as they were', async () => {
    const { deps, put, keyOf } = await quotaScene();
    await put(OF_ORGANIZATION, [quota()]);
    await put(OF_PROJECT, [quota()]);
    const limit = (scope: ActiveLimit['scope']): ActiveLimit => ({
      quotaId: 'daily',
      scope,
      categories: ['error'],
      reasonCode: 'daily_errors',
      until: NOW + 1_000,
    });
    const limits = [limit('organization'), limit('project')];
    await deps.projects.updateKeySettings('42', settings => ({ ...settings, limits }));
    await put(OF_PROJECT, [quota()]);
    expect((await keyOf())?.limits).toEqual(limits);
    await put(OF_PROJECT, [quota({ limit: 2_000 })]);
    expect((await keyOf())?.limits).toEqual([limit('organization')]);
    await put(OF_ORGANIZATION, []);
    expect((await keyOf())?.limits).toEqual([]);
  });

  test.each([
    [{ id: 'a b' }, '0.id'],
    [{ categories: ['error', 'gossip'] }, '0.categories.1'],
    [{ limit: -1 }, '0.limit'],
    [{ limit: 1.5 }, '0.limit'],
    [{ window: 0 }, '0.window'],
    [{ window: 86_400 * 32 }, '0.window'],
    [{ reasonCode: 'a:b, 60::key' }, '0.reasonCode'],
    [{ scope: 'key' }, '0.scope'],
  ])('that are wrong are refused, naming the field: %j', async (over, field) => {
    const { put, list } = await quotaScene();
    const answer = await put(OF_PROJECT, [quota(over)]);
    expect(answer.status).toBe(400);
    expect(json(answer).detail).toContain(`${field}: `);
    expect(await list(OF_PROJECT)).toEqual([]);
  });

  test('of one id are refused, and so are too many', async () => {
    const { put } = await quotaScene();
    expect(json(await put(OF_PROJECT, [quota(), quota()])).detail).toBe('1.id: is there twice');
    const many = Array.from({ length: 11 }, (_, n) => quota({ id: `q${n}` }));
    expect((await put(OF_PROJECT, many)).status).toBe(400);
    expect((await put(OF_PROJECT, quota())).status).toBe(400);
  });

  test('of a project without a key wait for its first key', async () => {
    const { deps, put, list } = await quotaScene();
    await put('/api/0/projects/acme/api/quotas/', [quota()]);
    expect(await list('/api/0/projects/acme/api/quotas/')).toEqual([quota()]);
    const key = await deps.projects.addKey('43', { publicKey: PUBLIC_KEY });
    expect(key).toMatchObject({ quotas: [{ ...quota(), scope: 'project', scopeId: '43' }] });
  });

  test('are not for strangers', async () => {
    const { ask, put } = await quotaScene();
    expect((await ask('PUT', OF_PROJECT, { token: READ_ONLY_TOKEN, body: [] })).status).toBe(403);
    expect((await ask('PUT', OF_ORGANIZATION, { token: READ_ONLY_TOKEN, body: [] })).status).toBe(403);
    expect((await put('/api/0/organizations/other/quotas/', [])).status).toBe(404);
    expect((await put('/api/0/projects/other/secret/quotas/', [])).status).toBe(404);
  });
});

describe("Sentry's rate limit of a key", () => {
  const rateLimit = { window: 60, count: 3 };

  test('is the quota of that key, and can be read back', () => {
    const key = withKeyRateLimit(edgeSettings(), rateLimit);
    expect(key.quotas).toEqual([
      {
        id: 'key',
        scope: 'key',
        scopeId: PUBLIC_KEY,
        categories: ['default', 'error', 'security'],
        limit: 3,
        window: 60,
        reasonCode: 'key_quota',
      },
    ]);
    expect(keyRateLimit(key)).toEqual(rateLimit);
  });

  test.each([null, { window: 60, count: 0 }, { window: 0, count: 5 }])('is taken away by %j', none => {
    const key = withKeyRateLimit(withKeyRateLimit(edgeSettings(), rateLimit), none);
    expect([key.quotas, keyRateLimit(key)]).toEqual([[], null]);
  });
});
