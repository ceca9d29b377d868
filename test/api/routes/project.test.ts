import { describe, expect, test } from '@jest/globals';
import { type EdgeSettings, scrubOf } from '../../../lib/ports/key-store.ts';
import { type Asked, json, OWNER_TOKEN, scene } from '../scene.ts';

const SHOP = '/api/0/projects/acme/shop/';
const PSEUDONYM_KEY = 'c'.repeat(64);

const projectScene = async () => {
  const { deps, ask: askAs } = scene();
  const ask = (method: string, path: string, asked: Asked = {}) =>
    askAs(method, path, { token: OWNER_TOKEN, ...asked });
  await deps.projects.updateKeySettings('42', settings => ({
    ...settings,
    scrub: { ...settings.scrub, pseudonymKey: PSEUDONYM_KEY },
  }));
  const put = async (body: unknown) => {
    const answer = await ask('PUT', SHOP, { body });
    return { status: answer.status, json: json(answer) };
  };
  const get = async () => json(await ask('GET', SHOP));
  const keys = (): Promise<EdgeSettings[]> => deps.projects.keys('42');
  return { deps, ask, put, get, keys };
};

describe('the settings of a project', () => {
  test('are all shown, and the secret behind its pseudonyms is not', async () => {
    const { ask, get } = await projectScene();
    expect(await get()).toMatchObject({
      slug: 'shop',
      name: 'Shop',
      platform: 'javascript',
      dataScrubber: true,
      dataScrubberDefaults: true,
      scrubIPAddresses: false,
      sensitiveFields: [],
      safeFields: [],
      relayPiiConfig: null,
      scrubProfile: 'strict',
      disabledScrubRules: [],
      allowedDomains: ['*'],
      tellUnmappedReleases: true,
      options: {
        'filters:blacklisted_ips': '',
        'filters:releases': '',
        'filters:error_messages': '',
        'filters:react-hydration-errors': true,
        'filters:chunk-load-error': true,
        'filters:legacy-browsers': [],
      },
    });
    const everything = [SHOP, `${SHOP}keys/`, `${SHOP}filters/`, '/api/0/organizations/acme/'];
    for (const path of everything) expect(String((await ask('GET', path)).body)).not.toContain(PSEUDONYM_KEY);
  });

  test('people are told of releases without source maps until somebody says otherwise', async () => {
    const { put, get, keys } = await projectScene();
    const shown = async () => [(await get()).tellUnmappedReleases, (await keys()).map(key => key.untoldReleases)];
    expect(await shown()).toEqual([true, [undefined]]);
    expect((await put({ tellUnmappedReleases: false })).json.tellUnmappedReleases).toBe(false);
    await put({ name: 'Shop of shops' });
    expect(await shown()).toEqual([false, [true]]);
    await put({ tellUnmappedReleases: '1' });
    expect(await shown()).toEqual([true, [undefined]]);
    expect((await keys()).every(key => !('untoldReleases' in key))).toBe(true);
    expect((await put({ tellUnmappedReleases: 'seldom' })).status).toBe(400);
  });

  test('are changed one by one: what is not named stays as it is', async () => {
    const { put, get } = await projectScene();
    const before = await get();
    const changes = {
      name: 'Shop of shops',
      platform: 'node',
      dataScrubber: false,
      dataScrubberDefaults: false,
      scrubIPAddresses: true,
      sensitiveFields: ['coupon', '주문번호'],
      safeFields: ['order_id'],
      scrubProfile: 'sentry',
      disabledScrubRules: ['allim:phone'],
      allowedDomains: ['*.example.com'],
    };
    let expected = before;
    for (const [field, value] of Object.entries(changes)) {
      expected = { ...expected, [field]: value };
      expect(await put({ [field]: value })).toEqual({ status: 200, json: expected });
      expect(await get()).toEqual(expected);
    }
  });

  test('go back as they came, and change nothing', async () => {
    const { put, get, keys } = await projectScene();
    await put({ sensitiveFields: ['coupon'], options: { 'filters:releases': 'a@*\nb@*' } });
    const [before, stored] = [await get(), await keys()];
    expect((await put(before)).json).toEqual(before);
    expect((await keys())[0]).toEqual({
      ...stored[0],
      allowedDomains: ['*'],
      scrub: { ...stored[0]?.scrub, profile: 'strict', disabledRules: [] },
    });
  });

  test('reach every key, and every key that is made later', async () => {
    const { deps, put, keys } = await projectScene();
    await deps.projects.addKey('42', { publicKey: 'e'.repeat(32) });
    await put({ scrubIPAddresses: true, allowedDomains: ['shop.example'] });
    await deps.projects.addKey('42', { publicKey: 'd'.repeat(32) });
    const all = await keys();
    expect(all).toHaveLength(3);
    for (const key of all) {
      expect(key.allowedDomains).toEqual(['shop.example']);
      expect(key.scrub).toMatchObject({ scrubIpAddresses: true, pseudonymKey: PSEUDONYM_KEY });
    }
  });

  test('survive a time without any key', async () => {
    const { ask, put, get, keys } = await projectScene();
    await put({ sensitiveFields: ['coupon'] });
    const before = await get();
    await ask('DELETE', `${SHOP}keys/${'f'.repeat(32)}/`);
    expect(await keys()).toEqual([]);
    expect(await get()).toEqual(before);
    await ask('POST', `${SHOP}keys/`, { body: {} });
    expect((await keys())[0]?.scrub).toMatchObject({ sensitiveFields: ['coupon'], pseudonymKey: PSEUDONYM_KEY });
  });

  test('of the inbound filters are the same here and under filters/', async () => {
    const { ask, put, get } = await projectScene();
    await put({
      options: {
        'filters:blacklisted_ips': '10.0.0.0/8\n203.0.113.7\n',
        'filters:error_messages': ['*ResizeObserver*'],
        'filters:chunk-load-error': '0',
        'filters:localhost': true,
      },
    });
    const filters = json(await ask('GET', `${SHOP}filters/`));
    expect(filters).toContainEqual({ id: 'ip-address', active: ['10.0.0.0/8', '203.0.113.7'] });
    expect(filters).toContainEqual({ id: 'error-message', active: ['*ResizeObserver*'] });
    expect(filters).toContainEqual({ id: 'chunk-load-error', active: false });
    await ask('PUT', `${SHOP}filters/release-version/`, { body: { subfilters: ['a@*', 'b@*'] } });
    expect((await get()).options).toMatchObject({
      'filters:blacklisted_ips': '10.0.0.0/8\n203.0.113.7',
      'filters:releases': 'a@*\nb@*',
      'filters:chunk-load-error': false,
      'filters:localhost': true,
      'filters:react-hydration-errors': true,
    });
  });

  test('hold advanced rules as text, as Sentry has them', async () => {
    const { put, get, keys } = await projectScene();
    const config = {
      rules: { orders: { type: 'pattern', pattern: 'ORD-\\d+' } },
      applications: { $message: ['orders'] },
    };
    await put({ relayPiiConfig: JSON.stringify(config) });
    expect(JSON.parse((await get()).relayPiiConfig)).toEqual(config);
    expect((await keys())[0]?.scrub.piiConfig).toEqual(config);
    for (const nothing of ['', null, '{}']) {
      await put({ relayPiiConfig: JSON.stringify(config) });
      expect((await put({ relayPiiConfig: nothing })).json.relayPiiConfig).toBeNull();
      expect((await keys())[0]?.scrub).not.toHaveProperty('piiConfig');
    }
  });

  test('that nobody knows here are passed over, whatever they are called', async () => {
    const { put, get } = await projectScene();
    const before = await get();
    const strange =
      '{"isBookmarked":true,"__proto__":{"scrub":1},"constructor":{},"options":{"__proto__":{"x":1},"mail:x":2}}';
    expect(await put(strange)).toEqual({ status: 200, json: before });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('a setting that cannot be', () => {
  test.each([
    ['name', ' '],
    ['name', 7],
    ['slug', '42'],
    ['slug', 'Shop!'],
    ['slug', 'a'.repeat(101)],
    ['platform', 7],
    ['dataScrubber', 'yes'],
    ['sensitiveFields', [7]],
    ['sensitiveFields', Array(101).fill('x')],
    ['safeFields', ['x'.repeat(201)]],
    ['scrubProfile', 'loose'],
    ['disabledScrubRules', ['allim:made-up']],
    ['allowedDomains', ['']],
    ['allowedDomains', ['a b']],
    ['relayPiiConfig', '{'],
    ['relayPiiConfig', '{"applications":{"***":["@email"]}}'],
    ['relayPiiConfig', '{"rules":{"x":{"type":"pattern","pattern":"("}}}'],
    ['relayPiiConfig', '[]'],
    ['relayPiiConfig', `{"x":${'['.repeat(9_000)}${']'.repeat(9_000)}}`],
    ['relayPiiConfig', ' '.repeat(40_000)],
    ['options', { 'filters:blacklisted_ips': '10.0.0.0/99' }],
    ['options', { 'filters:releases': ['{a,b}'.repeat(7)] }],
    ['options', { 'filters:localhost': 'maybe' }],
  ])('%s: %j is refused by name, and nothing is changed', async (field, value) => {
    const { put, get } = await projectScene();
    const before = await get();
    const answer = await put({ name: 'Changed', [field]: value });
    expect(answer.status).toBe(400);
    expect(answer.json[field]).toEqual([expect.any(String)]);
    expect(answer.json.detail).toMatch(new RegExp(`^${field}`));
    expect(await get()).toEqual(before);
  });

  test('names each field that is at fault', async () => {
    const { put } = await projectScene();
    const { json: said } = await put({ dataScrubber: 1, slug: '42' });
    expect(Object.keys(said).sort()).toEqual(['dataScrubber', 'detail', 'slug']);
  });

  test('is one that would make the settings too large to be read with every key', async () => {
    const { put, get } = await projectScene();
    const many = Array.from({ length: 100 }, (_, index) => `${index}`.padEnd(200, 'x'));
    const before = await get();
    const answer = await put({
      sensitiveFields: many,
      safeFields: many,
      options: { 'filters:releases': many, 'filters:error_messages': many },
    });
    expect([answer.status, answer.json.detail]).toEqual([400, expect.stringContaining('49152 bytes')]);
    expect(await get()).toEqual(before);
  });
});

describe('a project that gets another slug', () => {
  test('is found by the new one and by its id, not by the old one; its keys and issues know', async () => {
    const { ask, put, keys } = await projectScene();
    expect((await put({ slug: 'store' })).json).toMatchObject({ id: '42', slug: 'store' });
    const statuses = ['store', '42', 'shop'].map(
      async slug => (await ask('GET', `/api/0/projects/acme/${slug}/`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 404]);
    expect((await keys()).map(({ projectSlug }) => projectSlug)).toEqual(['store']);
    const issue = json(await ask('GET', '/api/0/organizations/acme/issues/1001/'));
    expect(issue.project).toMatchObject({ id: '42', slug: 'store', name: 'Shop' });
    expect(json(await ask('GET', '/api/0/organizations/acme/issues/'))[0].project).toMatchObject({ slug: 'store' });
  });

  test('does not get one that another project has', async () => {
    const { put, get } = await projectScene();
    const answer = await put({ slug: 'api', name: 'Changed' });
    expect([answer.status, answer.json.slug]).toEqual([400, ['Another project is already using the slug api.']]);
    expect(await get()).toMatchObject({ slug: 'shop', name: 'Shop' });
    expect((await put({ slug: 'secret' })).status).toBe(200);
  });
});

describe('a project that is deleted', () => {
  test('is gone with its keys, and what it held is not shown any more', async () => {
    const { ask, keys } = await projectScene();
    const answer = await ask('DELETE', SHOP);
    expect([answer.status, answer.body]).toEqual([204, '']);
    for (const path of [
      SHOP,
      '/api/0/projects/acme/42/',
      `${SHOP}keys/`,
      `${SHOP}issues/`,
      '/api/0/issues/1001/',
      '/api/0/organizations/acme/issues/SHOP-1/',
      '/api/0/issues/1001/events/latest/',
      '/api/0/organizations/acme/shortids/SHOP-1/',
    ])
      expect([path, (await ask('GET', path)).status]).toEqual([path, 404]);
    expect(json(await ask('GET', '/api/0/organizations/acme/issues/'))).toEqual([]);
    const put = await ask('PUT', '/api/0/organizations/acme/issues/?id=1001', { body: { status: 'resolved' } });
    expect(put.status).toBe(404);
    expect(await keys()).toEqual([]);
    expect((await ask('DELETE', SHOP)).status).toBe(404);
  });

  test('leaves its slug to another, which begins with nothing of it', async () => {
    const { ask } = await projectScene();
    await ask('DELETE', SHOP);
    const created = json(await ask('POST', '/api/0/organizations/acme/projects/', { body: { name: 'Shop' } }));
    expect(created).toMatchObject({ slug: 'shop' });
    expect(created.id).not.toBe('42');
    expect(json(await ask('GET', `${SHOP}issues/`))).toEqual([]);
  });

  test('needs a token that may do that', async () => {
    const { ask } = scene();
    expect((await ask('DELETE', SHOP)).status).toBe(403);
    expect((await ask('DELETE', `${SHOP}keys/${'f'.repeat(32)}/`)).status).toBe(403);
    expect((await ask('PUT', '/api/0/organizations/acme/', { body: { name: 'x' } })).status).toBe(403);
  });
});

describe('what an organization wants of scrubbing', () => {
  const ACME = '/api/0/organizations/acme/';

  test('holds for all its projects, later ones too, on top of what they want', async () => {
    const { deps, ask, put, keys } = await projectScene();
    await put({ dataScrubber: false, sensitiveFields: ['coupon'] });
    const body = { dataScrubber: true, scrubIPAddresses: true, sensitiveFields: ['salary'], safeFields: ['sku'] };
    const answer = await ask('PUT', ACME, { body });
    expect([answer.status, json(answer)]).toEqual([200, expect.objectContaining({ slug: 'acme', ...body })]);
    expect(json(await ask('GET', ACME))).toMatchObject({ ...body, dataScrubberDefaults: false, relayPiiConfig: null });
    const later = json(await ask('POST', `${ACME}projects/`, { body: { name: 'Later' } }));
    const all = [...(await keys()), ...(await deps.projects.keys(later.id))];
    expect(all).toHaveLength(2);
    for (const key of all)
      expect(scrubOf(key)).toMatchObject({ scrubData: true, scrubIpAddresses: true, safeFields: ['sku'] });
    expect(all.map(key => scrubOf(key).sensitiveFields)).toEqual([['salary', 'coupon'], ['salary']]);
    expect(json(await ask('GET', SHOP))).toMatchObject({ dataScrubber: false, sensitiveFields: ['coupon'] });
  });

  test('is refused by name when it cannot be', async () => {
    const { ask } = await projectScene();
    const answer = await ask('PUT', ACME, { body: { name: '', relayPiiConfig: 'x' } });
    expect([answer.status, json(answer).name]).toEqual([400, [expect.any(String)]]);
    const rules = await ask('PUT', ACME, { body: { relayPiiConfig: 'x' } });
    expect([rules.status, json(rules).relayPiiConfig]).toEqual([400, ['expected JSON as text']]);
  });
});
