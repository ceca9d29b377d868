import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Issue } from '../../../lib/ports/issue-store.ts';
import { lifeAtBirth } from '../../../lib/protocol/issue-life.ts';
import { memoryIssueStats } from '../../support/memory-issue-stats.ts';
import { ACME_TOKEN, HOUR, issue, json, NOW, nextCursor, OWNER_TOKEN, scene } from '../scene.ts';

const ORGANIZATION = '/api/0/organizations/acme/issues/';
const PROJECT = '/api/0/projects/acme/shop/issues/';
const elsewhere = (number: number, more: Partial<Issue> = {}) =>
  issue(number, { id: String(2_000 + number), projectId: '43', projectSlug: 'api', shortId: `API-${number}`, ...more });
const shortIds = (issues: { shortId: string }[]) => issues.map(({ shortId }) => shortId);

const walk = async (ask: ReturnType<typeof scene>['ask'], path: string, between: () => void = () => {}) => {
  const pages: string[][] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const response = await ask('GET', `${path}&cursor=${cursor}`);
    expect(response.status).toBe(200);
    pages.push(shortIds(json(response)));
    cursor = nextCursor(response);
    between();
  }
  return pages;
};

describe('the order of a list', () => {
  test('by events: the most first, exactly, and those with few behind them', async () => {
    const counts = [3, 1_000, 11, 1_001, 9, 10];
    const { get } = scene(counts.map((count, index) => issue(index + 1, { count })));
    expect(shortIds(await get(`${PROJECT}?sort=freq`))).toEqual([
      'SHOP-4',
      'SHOP-2',
      'SHOP-3',
      'SHOP-6',
      'SHOP-5',
      'SHOP-1',
    ]);
  });

  test('by users: the most first', async () => {
    const users = [0, 40, 12, 700];
    const { get } = scene([
      ...users.map((affected, index) => issue(index + 1, { users: affected })),
      issue(9, { users: 99, status: 'resolved' }),
    ]);
    expect(shortIds(await get(`${PROJECT}?sort=user`))).toEqual(['SHOP-4', 'SHOP-2', 'SHOP-3', 'SHOP-1']);
  });

  test('by first seen: the newest first, over projects too', async () => {
    const born = (hours: number) => ({ firstSeen: NOW - hours * HOUR });
    const { get } = scene([issue(1, born(9)), issue(2, born(4)), elsewhere(1, born(5)), elsewhere(3, born(1))]);
    expect(shortIds(await get(`${ORGANIZATION}?sort=new`))).toEqual(['API-3', 'SHOP-2', 'API-1', 'SHOP-1']);
  });

  test('by last seen: to the millisecond within a page, though the index knows minutes', async () => {
    const minute = NOW - (NOW % 60_000);
    const { get } = scene([4, 1, 3, 2].map(ms => issue(ms, { lastSeen: minute + ms })));
    expect(shortIds(await get(PROJECT))).toEqual(['SHOP-4', 'SHOP-3', 'SHOP-2', 'SHOP-1']);
  });

  test.each(['date', 'new', 'freq', 'user'])(
    'by %s pages join to the whole, whatever the issues are like',
    async sort => {
      const anIssue = fc.record({
        count: fc.integer({ min: 1, max: 2_000 }),
        users: fc.integer({ min: 0, max: 2_000 }),
        lastSeen: fc.integer({ min: 0, max: 5 * HOUR }).map(ago => NOW - ago),
        project: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(anIssue, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), async (all, limit) => {
          const issues = all.map(({ project, ...more }, index) => (project ? issue : elsewhere)(index + 1, more));
          const { ask } = scene(issues);
          const pages = await walk(ask, `${ORGANIZATION}?sort=${sort}&limit=${limit}`);
          expect(pages.flat().toSorted()).toEqual(shortIds(issues).toSorted());
        }),
        { numRuns: 25 },
      );
    },
  );

  test.each(['date', 'new', 'freq', 'user'])('by %s nobody is shown twice while issues are seen again', async sort => {
    const issues = Array.from({ length: 12 }, (_, index) =>
      issue(index + 1, { count: 5 + 10 * index, users: 3 * index }),
    );
    const { ask } = scene(issues);
    let turn = 0;
    const seen = await walk(ask, `${PROJECT}?sort=${sort}&limit=3`, () => {
      const one = issues[(turn++ * 7) % 12];
      if (one) Object.assign(one, { count: one.count + 500, users: one.users + 500, lastSeen: NOW });
    });
    expect(new Set(seen.flat()).size).toBe(seen.flat().length);
  });

  test('numbers that are nobody’s any more are passed', async () => {
    const { ask } = scene([issue(1), issue(300)]);
    const pages = await walk(ask, `${PROJECT}?sort=new&limit=10`);
    expect(pages.flat()).toEqual(['SHOP-8C', 'SHOP-1']);
  });
});

describe('a list', () => {
  test('reads no more issues than it shows', async () => {
    const { get, issueStore } = scene(
      Array.from({ length: 500 }, (_, index) => issue(index + 1, { count: 50, users: 50 })),
    );
    for (const sort of ['date', 'freq', 'user']) {
      issueStore.rowsRead = 0;
      expect(await get(`${PROJECT}?query=is:unresolved&limit=25&sort=${sort}`)).toHaveLength(25);
      expect([sort, issueStore.rowsRead]).toEqual([sort, 25]);
    }
  });

  test('of issues with a tag asks at most 200 of them for their tags, and the next goes on there', async () => {
    const tagged = issue(450, { birth: { hours: [], users: [], tags: [['release', 'shop@2', 1]] } });
    const { ask, deps } = scene([...Array.from({ length: 449 }, (_, index) => issue(index + 1)), tagged]);
    const stats = memoryIssueStats();
    deps.stats = stats;
    const pages: string[][] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      stats.tagReads = 0;
      const response = await ask('GET', `${PROJECT}?query=release:shop@2&cursor=${cursor}`);
      expect(stats.tagReads).toBeLessThanOrEqual(200);
      pages.push(shortIds(json(response)));
      cursor = nextCursor(response);
    }
    expect(pages.flat()).toEqual([tagged.shortId]);
  });

  test('asks for tags only where all else fits', async () => {
    const { get, deps } = scene([issue(1), issue(2, { level: 'warning' }), issue(3)]);
    const stats = memoryIssueStats({ '1002': { tags: [{ key: 'environment', value: 'production', count: 1 }] } });
    deps.stats = stats;
    expect(shortIds(await get(`${PROJECT}?query=level:warning environment:production`))).toEqual(['SHOP-2']);
    expect(stats.tagReads).toBe(1);
    expect(shortIds(await get(`${PROJECT}?environment=production&environment=staging`))).toEqual(['SHOP-2']);
    expect(await get(`${PROJECT}?environment=staging`)).toEqual([]);
  });

  test('shows nothing whose time is over', async () => {
    const { get } = scene([issue(1), issue(2, { expires: NOW })]);
    for (const sort of ['date', 'new']) expect(shortIds(await get(`${PROJECT}?sort=${sort}`))).toEqual(['SHOP-1']);
  });

  test('of a time shows what was going on then', async () => {
    const at = (first: number, last: number) => ({ firstSeen: NOW - first * HOUR, lastSeen: NOW - last * HOUR });
    const { get } = scene([issue(1, at(50, 40)), issue(2, at(50, 1)), issue(3, at(10, 1))]);
    const hoursAgo = (hours: number) => new Date(NOW - hours * HOUR).toISOString();
    const then = await get(`${PROJECT}?start=${hoursAgo(48)}&end=${hoursAgo(20)}`);
    expect(shortIds(then)).toEqual(['SHOP-2', 'SHOP-1']);
    expect(shortIds(await get(`${PROJECT}?start=${hoursAgo(24)}`))).toEqual(['SHOP-3', 'SHOP-2']);
    expect(shortIds(await get(`${PROJECT}?statsPeriod=24h&sort=freq`))).toEqual(['SHOP-3', 'SHOP-2']);
  });

  test('finds what one has bookmarked, and not what others have', async () => {
    const { ask, deps } = scene([issue(1), issue(2)]);
    const asking = async (token: string) =>
      shortIds(json(await ask('GET', `${PROJECT}?query=bookmarks:me`, { token })));
    expect(await asking(ACME_TOKEN)).toEqual([]);
    const marks = { of: deps.marks.of };
    deps.marks.of = async (userId, ids) => {
      await deps.marks.mark('1002', { id: userId, name: '' }, { bookmarked: true });
      deps.marks.of = marks.of;
      return marks.of(userId, ids);
    };
    expect(await asking(ACME_TOKEN)).toEqual(['SHOP-2']);
    expect(await asking(OWNER_TOKEN)).toEqual([]);
  });

  test('finds what is assigned to whoever asks', async () => {
    const mine = (name: string): Partial<Issue> => ({
      life: { ...lifeAtBirth('error'), assignee: { type: 'user', id: 'x', name, by: 'manual' } },
    });
    const { get } = scene([issue(1, mine('set-up')), issue(2, mine('somebody')), issue(3)]);
    expect(shortIds(await get(`${PROJECT}?query=assigned:me`))).toEqual(['SHOP-1']);
    expect(shortIds(await get(`${PROJECT}?query=assigned:[me,none]`))).toEqual(['SHOP-1', 'SHOP-3']);
  });

  const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('is not led astray by a cursor that was made up', async () => {
    const { ask } = scene([issue(1), issue(2), issue(3, { projectId: '44', organization: 'other' })]);
    const cursors = [
      { stage: 0, at: NOW, id: '9'.repeat(19) },
      { stage: 1, at: 0, id: '0' },
      { numbers: { 44: 9, 42: 2 ** 32 } },
      { numbers: { 43: 0 } },
      { numbers: {} },
    ];
    for (const sort of ['date', 'new', 'freq', 'user']) {
      for (const cursor of cursors) {
        const response = await ask('GET', `${ORGANIZATION}?sort=${sort}&cursor=${made(cursor)}`);
        expect(response.status).toBe(200);
        for (const { project } of json(response)) expect(project.id).toBe('42');
      }
    }
  });

  test.each([
    {},
    { stage: 2, at: 1, id: '1' },
    { stage: 0, at: -1, id: '1' },
    { stage: 0, at: 1, id: 'ISSUE#1' },
    { stage: 0, at: 'x', id: '1' },
    { numbers: { x: 1 } },
    { numbers: { 42: 1.5 } },
    { numbers: { 42: 2 ** 33 } },
  ])('refuses a cursor that says nothing: %j', async cursor => {
    const response = await scene().ask('GET', `${ORGANIZATION}?cursor=${made(cursor)}`);
    expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining('cursor')]);
  });
});

describe('beside each row', () => {
  const HOURS = [
    { hour: NOW - 300 * HOUR, count: 7 },
    { hour: NOW - 23 * HOUR, count: 5 },
    { hour: NOW, count: 2 },
  ];
  const withHours = () => {
    const opened = scene([issue(1, { users: 3 })]);
    opened.deps.stats = memoryIssueStats({ '1001': { hours: HOURS } });
    return opened;
  };
  const sum = (series: [number, number][]) => series.reduce((total, [, events]) => total + events, 0);

  test('stand its events of the last day by the hour, its users and its whole life', async () => {
    const [row] = await withHours().get(PROJECT);
    expect(row.stats['24h']).toHaveLength(24);
    expect(row.stats['24h'].at(0)).toEqual([(NOW - 23 * HOUR) / 1_000, 5]);
    expect(row.stats['24h'].at(-1)).toEqual([NOW / 1_000, 2]);
    expect(row).toMatchObject({
      userCount: 3,
      lifetime: { count: '2', userCount: 3, firstSeen: '2026-11-22T18:00:00.000Z' },
      filtered: null,
    });
  });

  test('or of another time, as asked', async () => {
    const { get } = withHours();
    const [fortnight] = await get(`${PROJECT}?groupStatsPeriod=14d`);
    expect([fortnight.stats['14d'].length, sum(fortnight.stats['14d'])]).toEqual([14, 14]);
    const [day] = await get(`${PROJECT}?groupStatsPeriod=auto&statsPeriod=24h`);
    expect([day.stats.auto.length, sum(day.stats.auto)]).toEqual([24, 7]);
    const [month] = await get(`${PROJECT}?groupStatsPeriod=auto&statsPeriod=30d`);
    expect([month.stats.auto.length, sum(month.stats.auto)]).toEqual([30, 14]);
    const [ever] = await get(`${PROJECT}?groupStatsPeriod=auto&statsPeriod=9999w`);
    expect(ever.stats.auto).toHaveLength(90);
  });

  test('or nothing, when it is collapsed', async () => {
    const { get } = withHours();
    expect((await get(`${PROJECT}?groupStatsPeriod=`))[0]).not.toHaveProperty('stats');
    const [bare] = await get(`${PROJECT}?collapse=stats&collapse=lifetime&collapse=filtered`);
    expect(Object.keys(bare)).not.toEqual(expect.arrayContaining(['stats', 'lifetime', 'filtered']));
  });
});
