import { describe, expect, test } from '@jest/globals';
import { FILTER_KEYS } from '../../../lib/filter/filter-key.ts';
import { json, NOW, scene } from '../scene.ts';

const FILTERS = '/api/0/projects/acme/shop/filters/';

const filterScene = () => {
  const { deps, ask } = scene();
  const put = (filter: string, body: unknown) => ask('PUT', `${FILTERS}${filter}/`, { body });
  const list = async (): Promise<Record<string, unknown>> => {
    const filters: { id: string; active: unknown }[] = json(await ask('GET', FILTERS));
    return Object.fromEntries(filters.map(({ id, active }) => [id, active]));
  };
  return { deps, ask, put, list };
};

describe('the filters of a project', () => {
  test('are all listed by id, with what is on by default', async () => {
    const { ask, list } = filterScene();
    const ids = json(await ask('GET', FILTERS)).map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...FILTER_KEYS].sort());
    expect(await list()).toEqual({
      'browser-extensions': false,
      'chunk-load-error': true,
      'error-message': [],
      'filtered-transaction': true,
      'invalid-csp': true,
      'ip-address': [],
      'legacy-browsers': [],
      localhost: false,
      'react-hydration-errors': true,
      'release-version': [],
      'web-crawlers': false,
    });
  });

  test.each([
    'browser-extensions',
    'chunk-load-error',
    'filtered-transaction',
    'invalid-csp',
    'localhost',
    'react-hydration-errors',
    'web-crawlers',
  ])('%s is switched on and off, and nothing else with it', async id => {
    const { put, list } = filterScene();
    const before = await list();
    for (const active of [true, false]) {
      const { status, body } = await put(id, { active });
      expect([status, body]).toEqual([204, '']);
      expect(await list()).toEqual({ ...before, [id]: active });
    }
  });

  test.each([
    ['legacy-browsers', ['ie', 'safari_pre_6']],
    ['error-message', ['*ResizeObserver*', 'TypeError: {a,b}']],
    ['release-version', ['shop@1.*']],
    ['ip-address', ['203.0.113.7', '10.0.0.0/8', '2001:db8::/32']],
  ])('%s takes a list, which replaces the one before', async (id, subfilters) => {
    const { put, list } = filterScene();
    expect((await put(id, { subfilters })).status).toBe(204);
    expect((await list())[id]).toEqual(subfilters);
    await put(id, { subfilters: [] });
    expect((await list())[id]).toEqual([]);
  });

  test('legacy browsers are also switched as a whole, under either spelling of the id', async () => {
    const { put, list } = filterScene();
    await put('legacy-browser', { active: true });
    expect((await list())['legacy-browsers']).toEqual(['default']);
    await put('legacy-browsers', { active: false });
    expect((await list())['legacy-browsers']).toEqual([]);
  });

  test('sources of security reports are added to the known ones', async () => {
    const { ask, put } = filterScene();
    await put('invalid-csp', { subfilters: ['*.ads.example'] });
    expect(json(await ask('GET', FILTERS))).toContainEqual({
      id: 'invalid-csp',
      active: true,
      subfilters: ['*.ads.example'],
    });
  });

  test('of a project without a key wait for its first key', async () => {
    const { deps, ask } = filterScene();
    await ask('PUT', '/api/0/projects/acme/api/filters/localhost/', { body: { active: true } });
    const key = await deps.projects.addKey('43', { publicKey: 'e'.repeat(32) });
    expect(key).toMatchObject({ filters: { localhost: true }, enabled: true });
  });

  test('reach the settings of the key, beside what else is set there', async () => {
    const { deps, put } = filterScene();
    const [before] = await deps.projects.keys('42');
    await put('localhost', { active: true });
    const [after] = await deps.projects.keys('42');
    expect(after).toEqual({ ...before, filters: expect.objectContaining({ localhost: true }) });
  });
});

describe('a change that cannot be made', () => {
  test.each([
    ['localhost', {}, 'active'],
    ['localhost', { active: 'yes' }, 'active'],
    ['localhost', { active: true, subfilters: [] }, 'subfilters'],
    ['legacy-browsers', {}, 'subfilters'],
    ['legacy-browsers', { subfilters: ['netscape'] }, 'subfilters.0'],
    ['invalid-csp', {}, 'active'],
    ['invalid-csp', { subfilters: [7] }, 'subfilters.0'],
    ['ip-address', { subfilters: ['10.0.0.1', '10.0.0.0/99'] }, 'subfilters.1'],
    ['error-message', { subfilters: ['{a,b}'.repeat(7)] }, 'subfilters.0'],
    ['error-message', { subfilters: ['x'.repeat(501)] }, 'subfilters.0'],
    ['error-message', { subfilters: ['  '] }, 'subfilters.0'],
    ['error-message', { subfilters: Array(101).fill('*x*') }, 'subfilters'],
    ['release-version', { active: true }, 'subfilters'],
  ])('of %s to %j is refused with the field’s name, and changes nothing', async (id, body, field) => {
    const { put, list } = filterScene();
    const before = await list();
    const answer = await put(id, body);
    expect(answer.status).toBe(400);
    expect(json(answer).detail).toMatch(new RegExp(`^${field}: `));
    expect(await list()).toEqual(before);
  });

  test('of a filter or a project that does not exist is a 404', async () => {
    const { ask, put } = filterScene();
    expect((await put('made-up', { active: true })).status).toBe(404);
    const body = { active: true };
    const other = '/api/0/projects/acme/nothing/filters/localhost/';
    expect((await ask('PUT', other, { body })).status).toBe(404);
  });

  test('by a token that may only read, or of another organization, is refused', async () => {
    const { deps, ask, list } = filterScene();
    const token = 'd'.repeat(64);
    const reader = { organization: 'acme', name: 'reader', scopes: ['project:read'], dateCreated: NOW };
    await deps.tokens.create(token, { ...reader, kind: 'user' });
    const before = await list();
    expect((await ask('PUT', `${FILTERS}localhost/`, { token, body: { active: true } })).status).toBe(403);
    expect((await ask('GET', FILTERS, { token })).status).toBe(200);
    const foreign = '/api/0/projects/other/secret/filters/localhost/';
    expect((await ask('PUT', foreign, { body: { active: true } })).status).toBe(404);
    expect(await list()).toEqual(before);
  });
});
