import { describe, expect, test } from '@jest/globals';
import { EVENT_ID, event, HOUR, issue, json, NOW, nextCursor, scene } from '../scene.ts';

const ORGANIZATION = '/api/0/organizations/acme/issues/';
const PROJECT = '/api/0/projects/acme/shop/issues/';
const many = (count: number) => Array.from({ length: count }, (_, index) => issue(index + 1));
const shortIds = (issues: { shortId: string }[]) => issues.map(({ shortId }) => shortId);
const elsewhere = (number: number) => issue(number, { projectId: '43', projectSlug: 'api', shortId: `API-${number}` });

describe('listing', () => {
  test('an issue is told in the words of Sentry', async () => {
    const [first] = await scene().get(`${PROJECT}?query=&cursor=`);
    expect(first).toMatchObject({
      id: '1001',
      shortId: 'SHOP-1',
      title: 'TypeError: x is undefined (1)',
      culprit: 'applyCoupon(coupon)',
      permalink: 'https://errors.example.com/issues/1001/',
      level: 'error',
      status: 'unresolved',
      substatus: 'new',
      statusDetails: {},
      platform: 'javascript',
      project: { id: '42', name: 'Shop', slug: 'shop' },
      metadata: { type: 'TypeError' },
      count: '2',
      userCount: 0,
      firstSeen: '2026-11-22T18:00:00.000Z',
      lastSeen: '2026-11-22T19:59:00.000Z',
    });
  });

  test('the issues of all projects stand in one list, most recently seen first', async () => {
    const { get } = scene([issue(3), elsewhere(2), issue(1), elsewhere(4)]);
    expect(shortIds(await get(ORGANIZATION))).toEqual(['SHOP-1', 'API-2', 'SHOP-3', 'API-4']);
    expect(shortIds(await get(`${ORGANIZATION}?project=43`))).toEqual(['API-2', 'API-4']);
    expect(shortIds(await get(`${ORGANIZATION}?project=api&project=shop`))).toHaveLength(4);
    expect(shortIds(await get(`${ORGANIZATION}?project=-1`))).toHaveLength(4);
  });

  test('only unresolved issues are listed unless there is a search, which says itself', async () => {
    const { get } = scene([issue(1), issue(2, { status: 'resolved' }), issue(3, { status: 'ignored' })]);
    expect(shortIds(await get(PROJECT))).toEqual(['SHOP-1']);
    expect(shortIds(await get(`${PROJECT}?query=is:resolved`))).toEqual(['SHOP-2']);
    expect(shortIds(await get(`${PROJECT}?query=is:archived`))).toEqual(['SHOP-3']);
    expect(shortIds(await get(`${PROJECT}?query=!is:resolved`))).toEqual(['SHOP-1', 'SHOP-3']);
    expect(shortIds(await get(`${PROJECT}?query=level:error`))).toEqual(['SHOP-1', 'SHOP-2', 'SHOP-3']);
  });

  test('an empty search lists issues of all statuses, page by page', async () => {
    const { ask, get } = scene([issue(1), issue(2, { status: 'resolved' }), issue(3, { status: 'ignored' })]);
    expect(shortIds(await get(`${PROJECT}?query=`))).toEqual(['SHOP-1', 'SHOP-2', 'SHOP-3']);
    expect(shortIds(await get(`${ORGANIZATION}?query=%20`))).toHaveLength(3);
    const first = await ask('GET', `${PROJECT}?query=&limit=2`);
    const next = await get(`${PROJECT}?query=&limit=2&cursor=${nextCursor(first)}`);
    expect([...shortIds(json(first)), ...shortIds(next)]).toEqual(['SHOP-1', 'SHOP-2', 'SHOP-3']);
  });

  test('whose frames an issue has, and the priority that it was born with, stand in its metadata', async () => {
    const mixed = issue(1, {
      metadata: { type: 'TypeError', in_app_frame_mix: 'mixed' },
      life: { priority: 'high', initialPriority: 'medium', priorityLocked: true },
    });
    const { get } = scene([mixed, issue(2, { title: 'mixed up' })]);
    const [first] = await get(PROJECT);
    expect(first.metadata).toEqual({ type: 'TypeError', in_app_frame_mix: 'mixed', initial_priority: 50 });
    expect(shortIds(await get(`${PROJECT}?query=mixed`))).toEqual(['SHOP-2']);
  });

  test('statsPeriod leaves out what was seen last before it', async () => {
    const { get } = scene([issue(1), issue(2, { lastSeen: NOW - 30 * HOUR })]);
    expect(shortIds(await get(`${PROJECT}?statsPeriod=24h`))).toEqual(['SHOP-1']);
    expect(shortIds(await get(`${PROJECT}?statsPeriod=2d`))).toEqual(['SHOP-1', 'SHOP-2']);
  });

  test('an event id finds its issue, even a resolved one', async () => {
    const { get } = scene([issue(1, { status: 'resolved' }), issue(2)], [event(1, EVENT_ID)]);
    expect(shortIds(await get(`${ORGANIZATION}?query=${EVENT_ID}`))).toEqual(['SHOP-1']);
    expect(await get(`${ORGANIZATION}?query=${'0'.repeat(32)}`)).toEqual([]);
  });

  test.each([
    ['query=user.email:x', 'user.email'],
    ['query=is:linked', 'is:linked'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['per_page=x', 'per_page'],
    ['cursor=!!', 'cursor'],
    ['cursor=e30', 'cursor'],
    ['statsPeriod=soon', 'statsPeriod'],
    ['start=soon', 'start'],
    ['start=2026-11-22&end=2026-11-21', 'end'],
    ['sort=inbox', 'sort'],
    ['sort=trends', 'sort'],
    ['groupStatsPeriod=7d', 'groupStatsPeriod'],
    [`environment=${'x'.repeat(201)}`, 'environment'],
    [`query=${'x'.repeat(1_001)}`, 'query'],
  ])('%s is refused by name', async (query, name) => {
    const response = await scene().ask('GET', `${ORGANIZATION}?${query}`);
    expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining(name)]);
  });
});

describe('reading on', () => {
  const walk = async (ask: ReturnType<typeof scene>['ask'], path: string, between: () => void = () => {}) => {
    const seen: string[][] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const response = await ask('GET', `${path}&cursor=${cursor}`);
      seen.push(shortIds(json(response)));
      cursor = nextCursor(response);
      between();
    }
    return seen;
  };

  test('pages follow each other without a gap or a repetition, across projects', async () => {
    const issues = [...many(7), elsewhere(8), elsewhere(9), elsewhere(10)];
    const { ask } = scene(issues);
    const pages = await walk(ask, `${ORGANIZATION}?limit=3`);
    expect(pages.map(page => page.length)).toEqual([3, 3, 3, 1]);
    expect(new Set(pages.flat()).size).toBe(10);
  });

  test('issues of the very same time are each seen once', async () => {
    const { ask } = scene(many(9).map(one => ({ ...one, lastSeen: NOW })));
    expect(new Set((await walk(ask, `${PROJECT}?limit=2`)).flat()).size).toBe(9);
  });

  test('an issue that is seen again while somebody reads does not push others out', async () => {
    const issues = many(6);
    const { ask } = scene(issues);
    const pages = await walk(ask, `${PROJECT}?limit=2`, () => {
      const oldest = issues.at(-1);
      if (oldest) oldest.lastSeen = NOW + 1;
    });
    expect(pages.flat()).toEqual(['SHOP-1', 'SHOP-2', 'SHOP-3', 'SHOP-4', 'SHOP-5']);
  });

  test('the Link header is written as in Sentry', async () => {
    const { ask } = scene(many(2));
    const first = (await ask('GET', `${PROJECT}?limit=1&query=is:unresolved`)).headers.link;
    expect(first).toMatch(
      /^<https:\/\/errors\.example\.com\/api\/0\/projects\/acme\/shop\/issues\/\?[^>]+>; rel="previous"; results="false"; cursor="0:0:1", <[^>]+&cursor=[^>]+>; rel="next"; results="true"; cursor="[\w-]+"$/,
    );
    const last = (await ask('GET', PROJECT)).headers.link;
    expect(last).toContain('rel="next"; results="false"; cursor="0:0:0"');
  });

  test('one request looks at 1000 rows at most, and the next goes on where it stopped', async () => {
    const rare = issue(2_400, { title: 'the needle' });
    const { ask, issueStore } = scene([...many(2_399), rare]);
    const pages = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      issueStore.rowsRead = 0;
      const response = await ask('GET', `${PROJECT}?query=needle&cursor=${cursor}`);
      expect(issueStore.rowsRead).toBeLessThanOrEqual(1_000);
      pages.push(shortIds(json(response)).length);
      cursor = nextCursor(response);
    }
    expect(pages.reduce((sum, length) => sum + length)).toBe(1);
  });
});

describe('changing several', () => {
  test('the issues named by id are changed, others are not', async () => {
    const { ask, issueStore } = scene(many(3));
    const response = await ask('PUT', `${PROJECT}?id=1001&id=1003`, {
      body: { status: 'resolved', snoozeDuration: null },
    });
    expect([response.status, json(response)]).toEqual([
      200,
      { status: 'resolved', substatus: null, statusDetails: {} },
    ]);
    expect(issueStore.issues.map(({ status }) => status)).toEqual(['resolved', 'unresolved', 'resolved']);
    expect(issueStore.issues[0]?.statusChanged).toBe(NOW);
  });

  test('what sentry-cli calls muted is archived for good', async () => {
    const { ask, issueStore } = scene();
    const response = await ask('PUT', `${PROJECT}?id=1001`, { body: { status: 'muted', snoozeDuration: null } });
    expect(json(response)).toMatchObject({ status: 'ignored', substatus: 'archived_forever' });
    expect(issueStore.issues[0]).toMatchObject({ status: 'ignored', substatus: 'archived_forever' });
  });

  test('without an id all unresolved issues that the search finds are changed', async () => {
    const { ask, issueStore } = scene([...many(30), elsewhere(31)]);
    await ask('PUT', `${PROJECT}?`, { body: { status: 'resolved' } });
    expect(issueStore.issues.filter(({ status }) => status === 'unresolved').map(({ shortId }) => shortId)).toEqual([
      'API-31',
    ]);
  });

  test('more than 1000 are not changed in part', async () => {
    const { ask, issueStore } = scene(many(1_001));
    const response = await ask('PUT', `${PROJECT}?`, { body: { status: 'resolved' } });
    expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining('too many issues')]);
    expect(issueStore.issues.every(({ status }) => status === 'unresolved')).toBe(true);
  });

  test("an id of another project is passed over in a project's form", async () => {
    const { ask, issueStore } = scene([issue(1), elsewhere(2)]);
    expect((await ask('PUT', `${PROJECT}?id=1002`, { body: { status: 'resolved' } })).status).toBe(404);
    expect((await ask('PUT', `${PROJECT}?id=1001&id=1002`, { body: { status: 'resolved' } })).status).toBe(200);
    expect(issueStore.issues.map(({ status }) => status)).toEqual(['resolved', 'unresolved']);
    expect((await ask('PUT', `${PROJECT}?id=SHOP-1`, { body: { status: 'resolved' } })).status).toBe(400);
  });
});
