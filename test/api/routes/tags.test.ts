import { describe, expect, test } from '@jest/globals';
import { memoryIssueStats } from '../../support/memory-issue-stats.ts';
import { issue, json, nextCursor, OTHER_TOKEN, scene } from '../scene.ts';

const ISSUE = '/api/0/issues/1001/';
const BROWSERS = Array.from({ length: 12 }, (_, index) => ({
  key: 'browser',
  value: `Firefox ${index}`,
  count: 20 - index,
}));
const TAGS = [
  ...BROWSERS,
  { key: 'browser', count: 6 },
  { key: 'environment', value: 'production', count: 3 },
  { key: 'environment', value: 'staging', count: 1 },
];

const open = (users = 0) => {
  const opened = scene([issue(1, { users })]);
  opened.deps.stats = memoryIssueStats({ '1001': { tags: TAGS } });
  return opened;
};

describe('the tags of an issue', () => {
  test('are its keys by how many events had them, with their most frequent values', async () => {
    const [browser, environment, ...others] = await open().get(`${ISSUE}tags/`);
    expect(others).toEqual([]);
    expect(browser).toMatchObject({
      key: 'browser',
      name: 'browser',
      totalValues: 180,
      uniqueValues: 12,
      otherValues: 6,
    });
    expect(browser.topValues).toHaveLength(10);
    expect(browser.topValues[0]).toEqual({
      key: 'browser',
      name: 'Firefox 0',
      value: 'Firefox 0',
      count: 20,
      percentage: 11.11,
      query: 'browser:"Firefox 0"',
      firstSeen: '2026-11-22T18:00:00.000Z',
      lastSeen: '2026-11-22T19:59:00.000Z',
    });
    expect(environment.topValues.map(({ value, percentage }: never) => [value, percentage])).toEqual([
      ['production', 75],
      ['staging', 25],
    ]);
  });

  test('may be asked for by key, and with fewer values', async () => {
    const { get } = open();
    const tags = await get(`${ISSUE}tags/?key=browser&limit=1`);
    expect(tags).toHaveLength(1);
    expect(tags[0].topValues).toHaveLength(1);
    expect(await get('/api/0/organizations/acme/issues/SHOP-1/tags/environment/')).toMatchObject({
      key: 'environment',
    });
  });

  test('can be read to the last value, page by page', async () => {
    const { ask } = open();
    const first = await ask('GET', `${ISSUE}tags/browser/values/?per_page=5`);
    expect(json(first).map(({ count }: { count: number }) => count)).toEqual([20, 19, 18, 17, 16]);
    const last = await ask('GET', `${ISSUE}tags/browser/values/?per_page=10&cursor=${nextCursor(first)}`);
    expect(json(last)).toHaveLength(7);
    expect(nextCursor(last)).toBeUndefined();
  });

  test('count users without naming them', async () => {
    const tags = await open(700).get(`${ISSUE}tags/`);
    expect(tags.find(({ key }: { key: string }) => key === 'user')).toMatchObject({
      uniqueValues: 700,
      exact: false,
      topValues: [],
    });
    expect(await open(3).get(`${ISSUE}tags/user/`)).toMatchObject({ uniqueValues: 3, exact: true });
  });

  test('that no event had are not there', async () => {
    const { ask } = open();
    for (const key of ['release', 'user', '__proto__', 'constructor', '%2e%2e'])
      expect([key, (await ask('GET', `${ISSUE}tags/${key}/`)).status]).toEqual([key, 404]);
    expect(json(await ask('GET', `${ISSUE}tags/release/values/`))).toEqual([]);
  });

  test('of another organization’s issue are not there either', async () => {
    const { ask } = open();
    for (const path of ['tags/', 'tags/browser/', 'tags/browser/values/', 'stats/'])
      expect((await ask('GET', ISSUE + path, { token: OTHER_TOKEN })).status).toBe(404);
  });

  test.each(['limit=0', 'limit=101', `key=${'x'.repeat(201)}`])('%s is refused', async query => {
    expect((await open().ask('GET', `${ISSUE}tags/?${query}`)).status).toBe(400);
  });
});
